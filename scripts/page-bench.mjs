/**
 * `npm run bench -- --page`: how fast the built page is in Chromium on this machine. Each figure is the
 * median of some visits; times on the wall, so that other work on the machine counts.
 */
import { execFileSync } from 'node:child_process';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';
import { bin, ROOT, tryRun } from './dependencies.mjs';

const ROUNDS = 5;
/** A task of the main thread that people feel. Milliseconds. */
const LONG = 50;
const ALL_RUN = () => /5 of 5 steps run/.test(document.body.innerText);

/** @returns the exit code */
export async function benchPage(json) {
  const executablePath = await findChromium();
  if (executablePath === undefined) {
    process.stderr.write('No Chromium can be had here: set CHROMIUM to the path of one.\n');
    return 1;
  }
  if (tryRun(bin('vite'), ['build', '--logLevel', 'error']).status !== 0) return 1;
  const server = await preview({ root: ROOT, logLevel: 'error', preview: { port: 0 } });
  const site = server.resolvedUrls.local[0];
  const { chromium } = await import('@playwright/test');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const figures = {
      'from a click on a link to the first detector, ms': await median(() =>
        coldVisit(browser, site),
      ),
      'run all once the page is warm, ms': await median(() => warmRun(browser, site)),
      ...(await manyFlows(browser, site)),
    };
    if (json) process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
    else for (const [name, figure] of Object.entries(figures)) print(name, figure);
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
}

function print(name, figure) {
  process.stdout.write(`${String(figure).padStart(10)}  ${name}\n`);
}

async function median(measure) {
  const all = [];
  for (let round = 0; round < ROUNDS; round++) all.push(await measure());
  return Math.round(all.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]);
}

/** A page of a visitor who has never been here. */
async function firstVisit(browser, mode) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript((chosen) => {
    if (chosen === 'step') localStorage.setItem('network-anomaly-lab.mode', chosen);
    window.longTasks = [];
    const note = (list) => window.longTasks.push(...list.getEntries().map((one) => one.duration));
    new PerformanceObserver(note).observe({ type: 'longtask', buffered: true });
  }, mode);
  return { context, page };
}

/** Milliseconds from the navigation until the figures of a detector stand. */
async function coldVisit(browser, site) {
  const { context, page } = await firstVisit(browser, 'live');
  await page.goto(`${site}#isolation-forest`, { waitUntil: 'commit' });
  await page.waitForFunction(() =>
    /\d+ alerts, \d+ right/.test(document.querySelector('#isolation-forest')?.innerText ?? ''),
  );
  const time = await page.evaluate(() => performance.now());
  await context.close();
  return time;
}

/** Milliseconds from *Run all* until the last figure, of a page whose code is there, after *Restart*. */
async function warmRun(browser, site) {
  const { context, page } = await firstVisit(browser, 'step');
  await page.goto(`${site}#evaluate-step`);
  const run = page.getByRole('button', { name: 'Run all' });
  await run.click();
  await page.waitForFunction(ALL_RUN);
  await page.waitForTimeout(2000);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await page.waitForFunction(() => /0 of 5 steps run/.test(document.body.innerText));
  await page.waitForTimeout(500);
  const began = await page.evaluate(() => performance.now());
  await run.click();
  await page.waitForFunction(ALL_RUN);
  const time = (await page.evaluate(() => performance.now())) - began;
  await context.close();
  return time;
}

/** A million flows through the forest and its evaluation. */
async function manyFlows(browser, site) {
  const { context, page } = await firstVisit(browser, 'step');
  await page.goto(
    `${site}?counts=${encodeURIComponent(MILLION)}&detectors=isolation-forest#evaluate-step`,
  );
  await page.waitForTimeout(3000);
  await page.evaluate(() => window.longTasks.splice(0));
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, rendererMemory());
  }, 500);
  const began = Date.now();
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.waitForFunction(ALL_RUN, null, { timeout: 300_000 });
  const seconds = (Date.now() - began) / 1000;
  const untilDrawn = await page.evaluate(() => window.longTasks.splice(0));
  await page.waitForTimeout(5000);
  const drawing = await page.evaluate(() => window.longTasks.splice(0));
  clearInterval(looking);
  await context.close();
  const longest = (tasks) => Math.round(Math.max(0, ...tasks.filter((one) => one > LONG)));
  return {
    'a million flows: forest and evaluation, s': Math.round(seconds * 10) / 10,
    'a million flows: memory of the page at most, MB': Math.round(most / 1024),
    'a million flows: longest task of the main thread until then, ms': longest(untilDrawn),
    'a million flows: longest task while charts are drawn, ms': longest(drawing),
  };
}

const MILLION =
  'web=271493,email=90498,dns=180995,ssh=45249,database=90498,api=180995,port_scan=22624,' +
  'brute_force=18100,c2_beacon=22624,data_exfil=13575,dns_tunnel=18100,ddos=13575,' +
  'lateral_movement=18100,crypto_mining=13575';

/** Resident kilobytes of the largest page of Chromium; 0 where that cannot be asked. */
function rendererMemory() {
  try {
    const listed = execFileSync('ps', ['-eo', 'rss,args'], { encoding: 'utf8' });
    const pages = listed.split('\n').filter((line) => line.includes('--type=renderer'));
    return Math.max(0, ...pages.map((line) => Number.parseInt(line, 10)));
  } catch {
    return 0;
  }
}
