import { existsSync } from 'node:fs';
import { bin, tryRun } from './dependencies.mjs';

const INSTALLED = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/**
 * The path of a Chromium: one that is installed, else Playwright's, downloaded if need be, else
 * Debian's package. `undefined` where none of these can be had.
 */
export async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const { chromium } = await import('@playwright/test');
  const found = () =>
    onPath() ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined);
  if (found()) return found();
  process.stderr.write('No Chromium found: asking Playwright for its own…\n');
  tryRun(bin('playwright'), ['install', 'chromium'], { timeout: 300_000 });
  if (found()) return found();
  process.stderr.write("That failed: asking Debian's packages…\n");
  const root = process.getuid?.() === 0;
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    const command = ['apt-get', '-qq', ...args];
    tryRun(root ? command[0] : 'sudo', root ? command.slice(1) : ['-n', ...command], {
      stdio: ['ignore', 2, 2],
      timeout: 600_000,
    });
  }
  return found();
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of INSTALLED) {
      if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
    }
  }
  return undefined;
}
