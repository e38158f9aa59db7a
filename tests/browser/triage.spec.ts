import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, expectDone, LONG, openLab, test } from './page.ts';

const CONN_LOG = new URL('../../public/samples/conn.log', import.meta.url);
const CAPTURE = new URL('../../public/samples/capture.pcap', import.meta.url);

const triage = (page: Page) => page.locator('#triage');
const marks = (page: Page) => page.locator('#marks');
const grid = (page: Page) => page.getByRole('grid', { name: /^All flows/ });
const flowCount = (page: Page) => page.locator('#flow-count');
const card = (page: Page) => page.getByRole('region', { name: /^Flow \d+$/ });

async function openFile(page: Page, file: URL): Promise<void> {
  await page
    .locator('.source input[type=file]')
    .first()
    .setInputFiles({
      name: file.pathname.split('/').at(-1) ?? '',
      mimeType: 'application/octet-stream',
      buffer: readFileSync(file),
    });
  await expect(cell(page, 'generate')).toHaveAttribute('data-status', 'done');
  await runForest(page);
}

async function runForest(page: Page): Promise<void> {
  await cell(page, 'isolation-forest').getByRole('button', { name: 'Run' }).click();
  await expectDone(page, ['generate', 'isolation-forest']);
}

/** `27 alerts − 0 allowed = 27 left` as its three numbers. */
async function counts(page: Page): Promise<number[]> {
  const text = (await page.locator('#alert-counts').textContent()) ?? '';
  return [...text.replaceAll(',', '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

async function typeRule(page: Page, rule: string): Promise<void> {
  await triage(page).getByLabel('Allow', { exact: true }).fill(rule);
  await triage(page).getByLabel('Allow', { exact: true }).press('Enter');
}

async function download(page: Page, button: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

test('rules, typed or by click, take flows out of the alerts at once and stay out of the link', async ({
  page,
}) => {
  await openLab(page);
  await openFile(page, CONN_LOG);
  await expect(page.locator('#alert-counts')).toBeVisible();
  const [flagged, none, all] = await counts(page);
  expect([none, all]).toEqual([0, flagged]);

  await typeRule(page, '10.0.0.300');
  await expect(triage(page).getByRole('alert')).toContainText('got "10.0.0.300"');
  await typeRule(page, 'dns');
  await expect(triage(page).getByRole('alert')).toHaveCount(0);
  await expect(triage(page).getByRole('list', { name: 'Rules' })).toContainText('service dns');

  await triage(page).getByRole('button', { name: 'Show them by score' }).click();
  await expect(grid(page)).toBeFocused();
  const [, , afterDns] = await counts(page);
  await expect(flowCount(page)).toHaveText(new RegExp(`^${afterDns} of `));
  await page.keyboard.press('Enter');
  await card(page)
    .getByRole('button', { name: /^responder \S+$/ })
    .press('Enter');
  const [stillFlagged, allowed, left] = await counts(page);
  expect(stillFlagged).toBe(flagged);
  expect(allowed + left).toBe(flagged);
  expect(left).toBeLessThan(afterDns);
  await expect(flowCount(page)).toHaveText(new RegExp(`^${left} of `));
  await expect(cell(page, 'isolation-forest')).toContainText(`${flagged} alerts`);

  await page.getByLabel('Show', { exact: true }).selectOption('allowed');
  await expect(grid(page).locator('td.triage').first()).toHaveText('allowed');
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('button', { name: 'Back to generated flows' }).click();
  await runForest(page);
  await expect(triage(page)).not.toContainText('This traffic has no addresses');
  await expect(triage(page).getByRole('listitem')).toHaveCount(2);
  await triage(page).getByRole('button', { name: 'Remove the rule service dns' }).click();
  await expect(triage(page).getByRole('listitem')).toHaveCount(1);
});

test(
  'a group of alerts limits the table, and the alerts are saved as files',
  LONG,
  async ({ page }) => {
    await openLab(page);
    await openFile(page, CONN_LOG);
    await typeRule(page, 'dns');
    const [, , alerts] = await counts(page);
    await triage(page).getByLabel('Group alerts by').selectOption('port');
    const groups = triage(page).getByRole('table', { name: /alerts in \d+ groups by port/ });
    const row = groups.getByRole('row').nth(1);
    const size = (await row.getByRole('cell').nth(1).textContent()) ?? '';
    await row.getByRole('rowheader').getByRole('button').click();
    await expect(flowCount(page)).toHaveText(new RegExp(`^${size} of `));
    const chip = page.getByRole('button', { name: new RegExp(`^Only: ${size} alerts of port`) });
    await chip.click();
    await expect(chip).toHaveCount(0);
    await row.getByRole('button', { name: /^Allow / }).click();
    await expect.poll(() => counts(page)).toContain(alerts - Number(size));

    const lines = (await download(page, 'Save alerts as JSON lines')).trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line));
    expect(records).toHaveLength(alerts - Number(size));
    expect(records.map(({ rank }) => rank)).toEqual(records.map((_, at) => at + 1));
    expect(records[0].time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    const csv = await download(page, 'Save alerts as CSV');
    expect(csv.split('\n')[1].split(',')[1]).toBe(String(records[0].row));
    const [document] = (await download(page, 'Save alerts as ECS documents')).split('\n');
    const { network, network_anomaly_lab: own } = JSON.parse(document);
    expect(own.row).toBe(records[0].row);
    const log = await download(page, 'Save alerts as a Zeek log');
    expect(log.split('\n')[7].split('\t')).toContain(network.community_id);
  },
);

test(
  'flows marked by key judge the detectors, and the marks come back with their traffic',
  LONG,
  async ({ page }) => {
    await openLab(page);
    await openFile(page, CAPTURE);
    await expect(marks(page)).toContainText('Nothing yet');
    await grid(page).focus();
    for (const key of ['a', 'ArrowDown', 'f', 'End', 'f', 'ArrowUp', 'a', 'ArrowUp', 'a', 'u']) {
      await page.keyboard.press(key);
    }
    await expect(marks(page)).toContainText('4 marked: 2 as attack, 2 as fine');
    const forest = marks(page).getByRole('row', { name: /^Isolation Forest/ });
    await expect(forest.getByRole('cell')).toHaveText([
      '1',
      '1',
      '1',
      '1',
      '0.500',
      '0.500',
      '0.500',
      /^\d/,
      /^\d/,
    ]);
    const saved = (await download(page, 'Save flows labelled by your marks alone')).split('\n');
    const label = saved[0].split(',').indexOf('label');
    const labels = saved.slice(1, -1).map((line) => line.split(',')[label]);
    expect(labels.filter((word) => word !== '').toSorted()).toEqual(['0', '0', '1', '1']);

    await page.getByRole('button', { name: 'Back to generated flows' }).click();
    await runForest(page);
    await expect(marks(page)).toContainText('Nothing yet');
    await openFile(page, CAPTURE);
    await expect(marks(page)).toContainText('4 marked');
    await marks(page).getByRole('button', { name: 'Forget all marks' }).click();
    await expect(marks(page)).toContainText('Nothing yet');
    await marks(page).getByRole('button', { name: 'Undo' }).click();
    await marks(page).getByRole('button', { name: 'See them' }).click();
    await expect(flowCount(page)).toHaveText(/^4 of /);
  },
);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong with triage and marks, ${colorScheme}`, LONG, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await openLab(page);
    await openFile(page, CONN_LOG);
    await typeRule(page, 'dns');
    await typeRule(page, 'nothing at all');
    await grid(page).focus();
    for (const key of ['a', 'ArrowDown', 'f', 'Enter']) await page.keyboard.press(key);
    await expect(card(page).getByRole('button', { name: 'Mark as fine' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(await violations(page, '#triage, #flows, #marks')).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
  });
}
