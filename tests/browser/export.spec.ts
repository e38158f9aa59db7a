import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

/** What a click saves: the file's name and its bytes. */
async function saved(page: Page, click: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function savedBy(page: Page, name: string) {
  const button = page.locator('#export').getByRole('button', { name: `Save ${name}`, exact: true });
  return saved(page, () => button.click());
}

test('every export is a file that opens', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, CELLS);

  const notebook = await savedBy(page, 'Jupyter notebook');
  expect(notebook.name).toBe('network-anomaly-lab.ipynb');
  const { nbformat, nbformat_minor, cells } = JSON.parse(String(notebook.bytes));
  expect([nbformat, nbformat_minor]).toEqual([4, 5]);
  expect(cells.length).toBeGreaterThan(15);

  const script = await savedBy(page, 'Python script');
  expect(String(script.bytes)).toContain('rng = np.random.RandomState(42)');

  const flows = await savedBy(page, 'flows');
  expect(flows.name).toBe('flows.csv');
  expect(String(flows.bytes).trimEnd().split('\n').length).toBe(1 + 2210);

  const scores = await savedBy(page, 'scored flows');
  const [header, ...rows] = String(scores.bytes).trimEnd().split('\n');
  expect(rows.length).toBe(2210);
  expect(header.split(',')).toContain('one_class_svm_decision');

  const report = JSON.parse(String((await savedBy(page, 'report')).bytes));
  expect(report.flows.total).toBe(2210);
  expect(report.detectors['isolation-forest'].predictedAnomalies).toBe(221);
});

test('a chart is saved as a picture once it is drawn', LONG, async ({ page }) => {
  await openLab(page);
  await cell(page, 'generate').getByRole('button', { name: 'Run' }).click();
  await expectDone(page, ['generate']);
  const button = (format: string) =>
    cell(page, 'generate').getByRole('button', { name: `${format} picture of Attacks` });

  await expect(button('PNG')).toBeDisabled();
  await button('PNG').scrollIntoViewIfNeeded();
  const png = await saved(page, () => button('PNG').click());
  expect(png.name).toBe('attacks.png');
  expect([...png.bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const svg = await saved(page, () => button('SVG').click());
  expect(svg.name).toBe('attacks.svg');
  expect(String(svg.bytes)).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
});

test('the Python follows the parameters and can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLab(page);
  const svm = cell(page, 'one-class-svm');
  await svm.locator('summary', { hasText: 'The Python' }).click();
  await expect(svm.locator('pre')).toContainText(
    'OneClassSVM(kernel="rbf", nu=0.1, gamma="scale")',
  );
  await svm.getByRole('textbox', { name: /\bnu$/ }).fill('0.05');
  await svm.getByRole('textbox', { name: /\bnu$/ }).press('Enter');
  await expect(svm.locator('pre')).toContainText('nu=0.05');
  await svm.getByRole('button', { name: 'Copy the Python' }).click();
  await expect(svm.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('nu=0.05');
});

test(
  'flows that NumPy cannot draw are saved beside the notebook, safe for a spreadsheet',
  LONG,
  async ({ page }) => {
    await openLab(page);
    const file = [
      'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count,attack_type,label',
      ...Array.from({ length: 40 }, (_, i) => `${60 + i},${i},1,1,0.5,22,TCP,1,3,normal,0`),
      '9000,-0,1,1,0.5,22,TCP,1,3,"=HYPERLINK(""http://192.0.2.1"")",1',
      '-0,9000,1,1,0.5,22,TCP,1,3,@sum,1',
    ].join('\n');
    await page
      .locator('.source input[type=file]')
      .setInputFiles({ name: 'made-up.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await expect(page.locator('.source strong')).toHaveText('made-up.csv');
    await expectDone(page, ['generate']);

    await expect(page.locator('#export')).toContainText('It reads flows.csv');
    const notebook = await savedBy(page, 'Jupyter notebook');
    expect(String(notebook.bytes)).toContain('pd.read_csv');
    const rows = String((await savedBy(page, 'flows')).bytes)
      .trimEnd()
      .split('\n');
    expect(rows.at(-2)).toContain(`"'=HYPERLINK(""http://192.0.2.1"")"`);
    expect(rows.at(-1)).toMatch(/^(-0|0),9000,.*,'@sum,1$/);
  },
);
