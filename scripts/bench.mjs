/** `npm run bench`: how fast the lab is, beside scikit-learn with `-- --reference PYTHON`. */
import { bundle } from './bundle.mjs';
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { main } = await import(await bundle('bench/bench.ts', ['src', 'bench']));
process.exitCode = await main(process.argv.slice(2));
