import { expect, type Page } from '@playwright/test';
import { cell, expectDone, onCores, openLab, test } from './page.ts';

/** Few seeds, short trainings, a short stream: every study is over in seconds. */
const SMALL =
  '?v=1&seeds=1&epochs=3&detectors=robust-z-score,isolation-forest&n-estimators=20' +
  '&stream-trees=8&stream-depth=8&stream-warm-up=300&alert-window=1000';

/** Counts workers whenever one starts: the most that were alive at a time. */
function countWorkers(page: Page) {
  const seen = { most: 0, started: 0 };
  page.on('worker', () => {
    seen.started++;
    seen.most = Math.max(seen.most, page.workers().length);
  });
  return seen;
}

const run = (page: Page, id: string) =>
  cell(page, id).getByRole('button', { name: /^Run/ }).click();

/** Sweeps a parameter, and waits until it is over. */
async function sweep(page: Page, parameter: string, values: string): Promise<void> {
  const study = page.locator('#what-matters');
  await study.getByLabel('Change').selectOption(parameter);
  const field = study.getByLabel(/^Values of/);
  await field.fill(values);
  await field.press('Enter');
  await expect(study).toContainText(/ runs in/);
}

test('on two cores at most two workers live while every study runs, and none afterwards', async ({
  page,
}) => {
  await onCores(page, 2);
  const seen = countWorkers(page);
  await openLab(page, 'step', SMALL);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, ['generate', 'isolation-forest', 'scores', 'timeline']);
  const studies = ['voting', 'time', 'attack-classifier', 'unknown-attack'];
  for (const id of studies) await run(page, id);
  await sweep(page, 'nEstimators', '5, 10, 15');
  await expectDone(page, studies);
  await page.locator('#what-matters').getByLabel('Change').selectOption('leave-one-out');
  await page.locator('#what-matters').getByRole('button', { name: /^Run/ }).click();
  const stream = cell(page, 'stream');
  await stream.getByLabel('Speed').selectOption('as fast as possible');
  await stream.getByRole('button', { name: 'Play' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save scored flows' }).click();
  await saved;
  await expectDone(page, ['stream']);
  await expect(page.locator('#what-matters')).toContainText(/ runs in/);
  expect(seen.started).toBeGreaterThan(1);
  expect(seen.most).toBe(2);
  await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);

  // A worker is there again when it is needed.
  const contamination = page.getByRole('textbox', { name: 'Contamination', exact: true });
  await contamination.fill('0.2');
  await contamination.press('Enter');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, ['isolation-forest', 'scores']);
  expect(seen.most).toBe(2);
});

for (const cores of [1, 2]) {
  test(`while a stream stands still the lab goes on, cores: ${cores}`, async ({ page }) => {
    await onCores(page, cores);
    const seen = countWorkers(page);
    await openLab(page, 'step', SMALL);
    const stream = cell(page, 'stream');
    const stage = stream.locator('.stream-stage');
    await stream.getByRole('button', { name: 'Step 100' }).click();
    await expect(stage).toHaveText(/^Paused, flow 100 of/);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, ['isolation-forest', 'scores']);
    await run(page, 'voting');
    await sweep(page, 'nEstimators', '5, 10');
    await expectDone(page, ['voting']);
    await page.locator('.source input[type=file]').setInputFiles('public/samples/conn.log');
    await expect(cell(page, 'generate').locator('.headline')).not.toHaveText(/^2,210/);
    expect(seen.most).toBe(2);
  });
}
