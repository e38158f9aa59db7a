/** `npm run dev`: the page, rebuilt as files change. */
import { bin, ensureDependencies, run } from './dependencies.mjs';

ensureDependencies();
run(bin('vite'), process.argv.slice(2));
