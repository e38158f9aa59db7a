/**
 * `npm run bench -- --page`: how fast the built page is in Chromium on this machine. Each figure is the
 * median of some visits; times on the wall, so that other work on the machine counts.
 */
import { execFileSync } from 'node:child_process';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';
import { bin, ROOT, tryRun } from './dependencies.mjs';
import { answersOf } from './page-answers.mjs';
import { tasksDuring } from './page-tasks.mjs';

const ROUNDS = 5;
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
    else print(figures);
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
}

function print(figures) {
  for (const [name, figure] of Object.entries(figures)) {
    if (typeof figure === 'number') write(figure, name);
    else {
      process.stdout.write(`\n${name}\n`);
      for (const [hand, times] of Object.entries(figure)) {
        const each = Object.entries(times).map(([what, time]) => `${what} ${time}`);
        process.stdout.write(`  ${hand.padEnd(34)}${each.join(', ')}\n`);
      }
      process.stdout.write('\n');
    }
  }
}

function write(figure, name) {
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

/** Flows through the forest and its evaluation; of a million, what the page answers then. */
async function manyFlows(browser, site) {
  const figures = {};
  for (const flows of SIZES) {
    const isLast = flows === SIZES.at(-1);
    const { context, page } = await firstVisit(browser, 'step');
    const counts = encodeURIComponent(countsOf(flows));
    await page.goto(`${site}?counts=${counts}&detectors=isolation-forest#evaluate-step`);
    // To find it once more would take the page's time.
    const run = await page.getByRole('button', { name: 'Run all' }).elementHandle();
    await run.hover();
    await page.waitForTimeout(3000);
    await page.evaluate(() => window.longTasks.splice(0));
    const { seconds, memory } = await timedRun(page, run);
    const tasks = await page.evaluate(() => window.longTasks.splice(0));
    const name = `${flows.toLocaleString('en')} flows`;
    figures[`${name}: forest and evaluation, s`] = Math.round(seconds * 10) / 10;
    figures[`${name}: memory of the page at most, MB`] = memory;
    figures[`${name}: longest task of the main thread, ms`] = Math.round(Math.max(0, ...tasks));
    if (isLast) {
      figures[`${name}: answers and longest tasks, ms`] = await answersOf(browser, page);
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('button', { name: 'Restart', exact: true }).click();
      await page.waitForTimeout(2000);
      const again = () => timedRun(page, run);
      const { longest, own } = await tasksDuring(browser, page, again);
      figures[`${name}: the same in a second run, ms`] = longest;
      figures[`${name}: the same in a second run without Plotly, ms`] = own;
    }
    await context.close();
  }
  return figures;
}

/** Runs all, and waits until the charts are drawn. */
async function timedRun(page, run) {
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, rendererMemory());
  }, 500);
  const began = Date.now();
  await run.click();
  await page.waitForFunction(ALL_RUN, null, { timeout: 300_000, polling: 200 });
  const seconds = (Date.now() - began) / 1000;
  await page.waitForTimeout(5000);
  clearInterval(looking);
  return { seconds, memory: Math.round(most / 1024) };
}

const SIZES = [250_000, 500_000, 1_000_000];

/** So many flows in all, in the proportions of the notebook's 2,210. */
function countsOf(flows) {
  const notebook = {
    ...{ web: 600, email: 200, dns: 400, ssh: 100, database: 200, api: 400, port_scan: 50 },
    ...{ brute_force: 40, c2_beacon: 50, data_exfil: 30, dns_tunnel: 40, ddos: 30 },
    ...{ lateral_movement: 40, crypto_mining: 30 },
  };
  let before = 0;
  let given = 0;
  return Object.entries(notebook)
    .map(([name, count]) => {
      before += count;
      const upTo = Math.round((flows * before) / 2210);
      const own = upTo - given;
      given = upTo;
      return `${name}=${own}`;
    })
    .join(',');
}

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
