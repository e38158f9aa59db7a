/** `npm run lab -- …`: the lab without a browser. */
import { bundle } from './bundle.mjs';
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { main } = await import(await bundle('src/cli/lab.ts', ['src', 'public/samples']));
process.exitCode = await main(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
