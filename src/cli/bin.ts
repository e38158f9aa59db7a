#!/usr/bin/env node
import { main } from './lab.ts';

// The package's command: what `npm run lab` runs, with file names as the shell has them.
process.exitCode = await main(process.argv.slice(2), process.cwd());
