import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Download, expect, type Page } from '@playwright/test';
import { PROFILES } from '../../src/data/profiles.ts';
import { violations } from './axe.ts';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Few flows of every profile, quick to fit. */
const FEW = PROFILES.map(({ name, count }) => `${name}=${count / 10}`).join(',');

/** 221 flows as the command line writes them, but ten seconds apart from the beginning of 1970. */
function timedFile(name: string, seed: string) {
  const file = `${tmpdir()}/timed-${process.pid}-${seed}.csv`;
  const options = [
    '--seed',
    seed,
    '--counts',
    FEW,
    '--detectors',
    'robust-z-score',
    '--flows',
    file,
  ];
  execFileSync('node', [`${ROOT}scripts/lab.mjs`, ...options]);
  const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  rmSync(file);
  const start = header.split(',').indexOf('start_time');
  const timed = rows.map((row, i) =>
    row
      .split(',')
      .with(start, String(10 * i))
      .join(','),
  );
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${[header, ...timed].join('\n')}\n`) };
}

const panel = (page: Page) => page.getByRole('region', { name: 'What is normal?' });
const baselinePicker = (page: Page) => panel(page).locator('.choices input[type="file"]');
const labPicker = (page: Page) => panel(page).locator('.trained-lab input[type="file"]');

async function openTraffic(page: Page, name: string, seed: string): Promise<void> {
  await page.locator('.source input[type="file"]').setInputFiles(timedFile(name, seed));
  await expect(page.locator('.source')).toContainText(name);
}

test(
  'a time range is typed, counted and learnt from; what cannot be is told',
  LONG,
  async ({ page }) => {
    await openLab(page, 'live');
    await expect(panel(page)).toContainText('310 of them are labelled attacks');
    await expect(panel(page).getByRole('radio', { name: 'a time range' })).toBeEnabled();
    await openTraffic(page, 'today.csv', '42');
    await expect(panel(page)).not.toContainText('310 of them are labelled attacks');
    await panel(page).getByRole('radio', { name: 'a time range' }).check();
    await expect(panel(page)).toContainText('Learnt from 110 flows of a time range');
    const to = panel(page).getByLabel('Baseline to');
    await to.fill('1970-01-01 00:10');
    await to.press('Enter');
    await expect(panel(page)).toContainText(
      '60 flows begin in the range and are the training data',
    );
    await expect(panel(page)).toContainText('Learnt from 60 flows of a time range');
    await expect(panel(page)).toContainText('Only 60 flows to learn from');
    await expect(panel(page)).toContainText('Of 16 features of 161 flows');
    await expectDone(page, CELLS);
    await panel(page).getByText('Every feature against the baseline').click();
    const rows = panel(page)
      .getByRole('table', { name: 'Drift, the furthest first' })
      .getByRole('row');
    await expect(rows).toHaveCount(17);
    expect(await violations(page, '#what-is-normal')).toEqual([]);
    await to.fill('dawn');
    await to.press('Enter');
    await expect(panel(page).getByRole('alert')).toContainText('must be a time such as');
    await to.fill('5000');
    await to.press('Enter');
    await expect(panel(page).getByRole('alert')).toContainText('holds all 221 flows');
    expect(new URL(page.url()).search).not.toContain('baseline');
  },
);

test(
  'another file is the baseline; what has learnt is saved, and scores when it is loaded',
  LONG,
  async ({ page }) => {
    await openLab(page, 'live');
    await openTraffic(page, 'today.csv', '42');
    await expectDone(page, CELLS);
    await baselinePicker(page).setInputFiles({
      name: 'broken.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([0x62, 0, 1, 2]),
    });
    await expect(panel(page).getByRole('alert')).toContainText(/broken\.csv.*Nothing was changed/);
    await expect(panel(page).getByRole('radio', { name: 'everything' })).toBeChecked();
    await baselinePicker(page).setInputFiles(timedFile('quiet.csv', '7'));
    await expect(panel(page).getByRole('radio', { name: 'another file' })).toBeChecked();
    await expect(panel(page)).toContainText('Learnt from 221 flows of another file');
    await expectDone(page, CELLS);
    const flagged = (id: string) => cell(page, id).locator('.headline').textContent();
    const detectors = CELLS.slice(3, 6);
    const before = await Promise.all(detectors.map(flagged));

    await page.getByLabel('Allow', { exact: true }).fill('port 53');
    await page.getByRole('button', { name: 'Add the rule' }).click();
    const rules = page.getByRole('list', { name: 'Rules' });
    await expect(rules).toContainText('port 53');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      panel(page).getByRole('button', { name: 'Save trained lab' }).click(),
    ]);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the rule port 53' }).click();
    await expect(rules).toHaveCount(0);
    await labPicker(page).setInputFiles({
      name: 'yesterday.json',
      mimeType: 'application/json',
      buffer: await bufferOf(await saved.createReadStream()),
    });
    await expect(panel(page)).toContainText(
      'Trained lab yesterday.json in force: its settings hold',
    );
    await expect(panel(page)).toContainText('it has learnt from 221 flows of another file');
    await expectDone(page, CELLS);
    expect(await Promise.all(detectors.map(flagged))).toEqual(before);
    await expect(rules).toContainText('port 53');
    const nu = cell(page, 'one-class-svm').getByRole('textbox', { name: /\bnu$/ });
    await expect(nu).toBeDisabled();
    await expect(nu).toHaveAccessibleDescription(/Set by the trained lab yesterday\.json/);
    await expect(page.locator('#export')).toContainText('no Python equivalent');
    expect(await violations(page, '#detect-step')).toEqual([]);

    await labPicker(page).setInputFiles(timedFile('log.csv', '7'));
    await expect(panel(page).getByRole('alert')).toContainText('log.csv: This is not JSON');
    await expect(panel(page)).toContainText('yesterday.json in force');
    await panel(page).getByRole('button', { name: 'Forget it' }).click();
    await expect(nu).toBeEnabled();
    await expect(panel(page).getByRole('radio', { name: 'everything' })).toBeChecked();
    await expectDone(page, CELLS);
  },
);

test('what has learnt is saved as an ONNX model, with its certificate', LONG, async ({ page }) => {
  await openLab(page, 'live');
  await openTraffic(page, 'today.csv', '42');
  await expectDone(page, CELLS);
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  await panel(page).getByRole('button', { name: 'Save as ONNX' }).click();
  await expect.poll(() => downloads.length).toBe(2);
  const [model, certificate] = await Promise.all(
    downloads.map(async (download) => bufferOf(await download.createReadStream())),
  );
  expect(downloads.map((download) => download.suggestedFilename())).toEqual([
    'lab.onnx',
    'lab.onnx.certificate.json',
  ]);
  const { sha256 } = JSON.parse(certificate.toString()).model;
  expect(createHash('sha256').update(model).digest('hex')).toBe(sha256);
  await expect(panel(page)).toContainText('training flows, for the Local Outlier Factor');
  expect(await violations(page, '#detect-step')).toEqual([]);
});

async function bufferOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
