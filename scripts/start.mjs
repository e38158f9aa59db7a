/** `npm start`: builds the site and serves it as a static host would. `-- --port 8080` chooses the port. */
import { bin, ensureDependencies, run } from './dependencies.mjs';

ensureDependencies();
run(bin('vite'), ['build', '--logLevel', 'warn']);
run(bin('vite'), ['preview', ...process.argv.slice(2)]);
