/** Draws the PNG icons of the web app manifest from `public/icon.svg`: `node scripts/icons.mjs`. */
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { ROOT } from './dependencies.mjs';

const drawing = readFileSync(`${ROOT}public/icon.svg`, 'utf8');
// A maskable icon is cut to a circle of four fifths: no rounded corners, the drawing smaller.
const maskable = drawing
  .replace('viewBox="0 0 32 32"', 'viewBox="-5 -5 42 42"')
  .replace(/<rect[^>]*>/, '<rect x="-5" y="-5" width="42" height="42" fill="#3451b2"/>');
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const [name, size, picture] of [
  ['icon-192', 192, drawing],
  ['icon-512', 512, drawing],
  ['icon-maskable-512', 512, maskable],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = '<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>';
  await page.setContent(style + picture);
  await page.screenshot({ path: `${ROOT}public/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
