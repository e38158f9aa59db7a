import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { PROFILES } from '../../src/data/profiles.ts';
import { violations } from './axe.ts';
import { ALONE, cell, LONG, openLab, test } from './page.ts';

/** A short stream: the last but one flow of the notebook's traffic is soon reached. */
const SMALL = '?v=1&stream-trees=8&stream-depth=8&stream-warm-up=300&alert-window=1000';

async function openStream(page: Page, query = SMALL) {
  await openLab(page, 'step', query);
  const stream = cell(page, 'stream');
  await stream.scrollIntoViewIfNeeded();
  const button = (name: string) => stream.getByRole('button', { name, exact: true });
  return { stream, button, stage: stream.locator('.stream-stage') };
}

test('it steps, plays, pauses, and ends with a report that can be saved', async ({ page }) => {
  const { stream, button, stage } = await openStream(page);
  await button('Step 1').click();
  await expect(stage).toHaveText(/^Paused, flow 1 of 2,210\. Warming up/);
  for (let at = 0; at < 7; at++) await button('Step 100').click();
  await expect(stage).toHaveText('Paused, flow 701 of 2,210.');
  await expect(stream).toHaveAttribute('data-status', 'running');
  await button('Play').click();
  await expect(button('Pause')).toBeVisible();
  await expect(stage).toHaveText(/^Playing, flow (7[1-9]\d|[89]\d\d|[12],\d{3}) of/);
  await button('Pause').click();
  await expect(stage).toHaveText(/^Paused/);
  const soFar = page.waitForEvent('download');
  await button('Save the alerts so far as CSV').click();
  expect((await soFar).suggestedFilename()).toBe('stream-alerts.csv');
  await stream.getByLabel('Speed').selectOption('as fast as possible');
  await button('Play').click();
  await expect(stage).toHaveText('Over: all 2,210 flows passed.');
  await expect(stream).toHaveAttribute('data-status', 'done');
  await expect(stream.getByText('2,210 flows in order of time: 300 warmed')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button('Save the alerts as JSON lines').click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  const counted = await stream.getByText(/ alerts and \d+ reports? of drift/).textContent();
  expect(counted).toContain(`judged, ${lines.length} alerts`);
});

test('a new application that is let in is reported, is a setting, and can be taken back', async ({
  page,
}) => {
  const { stream, button, stage } = await openStream(page);
  const letIn = button('Start a new application');
  await expect(letIn).toBeDisabled();
  for (let at = 0; at < 9; at++) await button('Step 100').click();
  await expect(stage).toHaveText('Paused, flow 900 of 2,210.');
  await letIn.click();
  await expect(stage).toHaveText(/^Paused, flow 900 of 2,[3-9]\d\d\.$/);
  await expect(letIn).toBeDisabled();
  await expect(page).toHaveURL(/drift-from=900/);
  await stream.getByLabel('Speed').selectOption('as fast as possible');
  await button('Play').click();
  await expect(stream).toHaveAttribute('data-status', 'done');
  await expect(stream.getByText('A new application came in at flow 900.')).toBeVisible();
  await expect(stream.getByRole('rowheader', { name: 'video calls' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(stream).toHaveAttribute('data-status', 'stale');
  await expect(stream.getByText('Out of date: settings have changed')).toBeVisible();
});

test(
  'cancelled, or paused while something is set otherwise, it says so',
  LONG,
  async ({ page }) => {
    const { stream, button, stage } = await openStream(page);
    await button('Step 100').click();
    await expect(stage).toHaveText(/^Paused, flow 100/);
    await button('Cancel Live: flow by flow').click();
    await expect(stream.getByText('Cancelled: this is the result')).toBeVisible();
    await expect(stage).toHaveText('Ended at flow 100 of 2,210.');
    await button('Step 1').click();
    await expect(stage).toHaveText(/^Paused, flow 1 /);
    await stream.getByLabel('Alert rate', { exact: true }).fill('0.02');
    await page.keyboard.press('Enter');
    await expect(stream.getByText('Out of date: settings have changed')).toBeVisible();
  },
);

test(
  'the keyboard alone is enough, and nothing is wrong for axe, light and dark',
  LONG,
  async ({ page }) => {
    const { stream, button, stage } = await openStream(page);
    await button('Step 100').focus();
    for (let at = 0; at < 6; at++) await page.keyboard.press('Enter');
    await expect(stage).toHaveText(/^Paused, flow 600/);
    await stream.getByLabel('Score strip: Space plays and pauses').focus();
    await page.keyboard.press('Space');
    await expect(stage).toHaveText(/^Playing/);
    await page.keyboard.press('Space');
    await expect(stage).toHaveText(/^Paused/);
    for (const summary of await stream.locator('summary').all()) await summary.press('Enter');
    await expect(stream.getByText('scikit-learn has no online anomaly detector')).toBeVisible();
    expect(await violations(page, '#stream')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, '#stream')).toEqual([]);
  },
);

test(
  'a log is replayed by its times, and takes no new application; 360 px are enough',
  LONG,
  async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const { stream, button } = await openStream(page);
    await page.getByRole('button', { name: 'conn.log', exact: true }).click();
    await expect(
      stream.getByText('Only generated traffic can get a new application'),
    ).toBeVisible();
    await expect(button('Start a new application')).toHaveCount(0);
    await stream.getByLabel('Speed').selectOption('as fast as possible');
    await button('Play').click();
    await expect(stream.getByText('1,270 flows in order of time')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      360,
    );
  },
);

test('a table without times is replayed row by row, at flows a second', LONG, async ({ page }) => {
  const { stream, button, stage } = await openStream(page);
  const rows = Array.from({ length: 700 }, (_, i) => `${(i * 7919) % 101},${(i * 104_729) % 89},0`);
  const table = ['first,second,label', ...rows, '900,900,1', ''].join('\n');
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'numbers.csv'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }, table);
  await expect(cell(page, 'generate')).toHaveAttribute('data-status', 'done');
  await stream.getByLabel('Speed').selectOption('600 flows a second');
  await button('Play').click();
  await expect(stage).toHaveText('Over: all 701 flows passed.');
  await expect(stream.getByText('in the order of their rows, as they have no times')).toBeVisible();
});

/** Processor time: on a busy machine, the time on the clock says nothing of the page. */
test(
  'at full speed no task keeps the page from answering for 50 ms',
  ALONE,
  async ({ page, browser, complaints }) => {
    // The charts of the cells above are drawn whenever their library has come.
    await page.route(/plotly/, (route) => route.abort());
    const counts = PROFILES.map(({ name, count }) => `${name}=${10 * count}`).join();
    const { stream, button } = await openStream(page, `?v=1&counts=${encodeURIComponent(counts)}`);
    await page.getByRole('button', { name: 'Run Network flows' }).click();
    await expect(cell(page, 'generate')).toHaveAttribute('data-status', 'done');
    await stream.getByLabel('Speed').selectOption('as fast as possible');
    const session = await browser.newBrowserCDPSession();
    const events: TraceEvent[] = [];
    session.on('Tracing.dataCollected', ({ value }) => {
      events.push(...(value as unknown as TraceEvent[]));
    });
    const traced = new Promise((done) => session.on('Tracing.tracingComplete', done));
    await session.send('Tracing.start', {
      traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
    });
    await button('Play').click();
    await expect(stream).toHaveAttribute('data-status', 'done');
    await session.send('Tracing.end');
    await traced;
    const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === MAIN);
    const tasks = events.filter(
      ({ pid, tid, name }) =>
        name.endsWith('RunTask') && threads.some((one) => one.pid === pid && one.tid === tid),
    );
    expect(tasks.length).toBeGreaterThan(100);
    expect(Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000))).toBeLessThan(50);
    complaints.length = 0;
  },
);

const MAIN = 'CrRendererMain';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}
