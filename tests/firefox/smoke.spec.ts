import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { builtSite, serve } from '../browser/site.ts';

/** The built page in a real Firefox, driven by WebDriver BiDi. `FIREFOX` is the browser's path. */
let browser: Browser;
let site: Awaited<ReturnType<typeof serve>>;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  const executablePath = process.env.FIREFOX ?? '';
  browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
});
afterAll(() => browser.close());

beforeEach(async () => {
  site = await serve(builtSite());
  page = await browser.newPage();
  complaints.length = 0;
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const own = request.url().startsWith(site.address) || /^(data|blob):/.test(request.url());
    if (!own || request.method() !== 'GET') complaints.push(`${request.method()} ${request.url()}`);
  });
  await page.evaluateOnNewDocument(() => {
    localStorage.setItem('network-anomaly-lab.mode', 'step');
    localStorage.setItem('network-anomaly-lab.view', 'page');
    localStorage.setItem('network-anomaly-lab.cells', 'open');
  });
  return async () => {
    await page.close();
    await site.stop();
  };
});

/** The notebook's cells. */
const ALL = ['generate', 'engineer', 'scale', ...NOTEBOOK_DETECTORS, 'compare', 'scores'];

async function runAll(cells: readonly string[] = ALL): Promise<void> {
  await page.locator('::-p-aria(Run all)').click();
  await page.waitForFunction(
    (ids) =>
      ids.every((id) => document.querySelector(`article#${id}`)?.matches('[data-status="done"]')),
    { timeout: 60_000 },
    cells,
  );
}

async function textOf(selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

test('Firefox runs all and shows the figures of the notebook', async () => {
  await page.goto(site.address);
  await runAll();
  expect(await textOf('article#compare')).toContain('0.802');
  expect(await textOf('article#generate')).toContain(
    '2,210 flows · 1,900 normal · 310 attacks (14.0 %)',
  );
  await page.$eval('article#generate .plot', (chart) => chart.scrollIntoView());
  await page.waitForSelector('article#generate .plot .bars .point');
  expect(complaints).toEqual([]);
});

test('Firefox holds the workers to the policy of the page', async () => {
  const elsewhere = await serve(builtSite());
  const files = new Map(builtSite());
  // Firefox cannot be asked to evaluate in a worker: one that tries and tells takes its place.
  for (const name of files.keys()) {
    if (/worker-[\w-]+\.js$/.test(name))
      files.set(name, Buffer.from(tryToReach(elsewhere.address)));
  }
  site.publish(files);
  await page.goto(site.address);
  await page.locator('::-p-aria(Run Network flows)').click();
  await page.waitForSelector('article#generate[data-status="failed"]');
  expect(await textOf('article#generate')).toContain('own host reached, another refused');
  await elsewhere.stop();
});

/** A worker that answers any task with what it could reach. */
function tryToReach(other: string): string {
  return `onmessage = async () => {
    const reach = (address) => fetch(address, { mode: 'no-cors' }).then(() => 'reached', () => 'refused');
    const own = await reach(new URL('../icon.svg', import.meta.url));
    const another = await reach('${other}icon.svg');
    postMessage({ kind: 'failed', inputError: true, message: \`own host \${own}, another \${another}\` });
  };`;
}

test('Firefox works with the network off after one visit', async () => {
  await page.goto(site.address);
  await page.waitForFunction(() =>
    document.querySelector('footer')?.textContent?.includes('works without a network'),
  );
  await site.stop();
  await page.goto(site.address);
  await runAll();
  expect(await textOf('article#compare')).toContain('0.802');
});

test('Firefox trains an autoencoder by WebAssembly, after its first use without a connection, too', async () => {
  const query = '?detectors=autoencoder&epochs=3';
  await page.goto(site.address + query);
  await page.waitForFunction(() =>
    document.querySelector('footer')?.textContent?.includes('works without a network'),
  );
  await runAll(['autoencoder']);
  expect(complaints).toEqual([]);
  await site.stop();
  await page.goto(site.address + query);
  await runAll(['autoencoder']);
  expect(await textOf('article#autoencoder')).toContain('Computed by WebAssembly');
});
