/** `npm run watch`: the unit tests, run again as files change; options are vitest's. */
import { bin, ensureDependencies, run } from './dependencies.mjs';

ensureDependencies();
run(bin('vitest'), ['watch', ...process.argv.slice(2)]);
