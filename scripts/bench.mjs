/** `npm run bench`: how fast the lab is, beside scikit-learn with `-- --reference PYTHON`. */
import { bundle } from './bundle.mjs';
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const asked = process.argv.slice(2);
if (asked.includes('--page')) {
  const { benchPage } = await import('./page-bench.mjs');
  process.exitCode = await benchPage(asked.includes('--json'));
} else {
  const { main } = await import(await bundle('bench/bench.ts', ['src', 'bench']));
  process.exitCode = await main(asked);
}
