import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

const TWO_SEEDS = '?v=1&seeds=2';

test(
  'run all leaves alone what takes long; its own Run runs it, and settings outdate it',
  LONG,
  async ({ page }) => {
    await openLab(page, 'live', TWO_SEEDS);
    await expectDone(page, CELLS);
    const voting = cell(page, 'voting');
    await expect(voting).toHaveAttribute('data-status', 'fresh');
    await expect(cell(page, 'time')).toHaveAttribute('data-status', 'fresh');
    await voting.getByRole('button', { name: /^Run/ }).click();
    await expectDone(page, ['voting']);
    const table = voting.getByRole('table', { name: /^Mean ± standard deviation over 2 seeds/ });
    await expect(table.getByRole('row')).toHaveCount(1 + 5 + 7);
    await voting.getByLabel('Look at').scrollIntoViewIfNeeded();
    await expect(voting.locator('.js-plotly-plot')).toBeVisible();
    await voting.getByLabel('Look at').selectOption('ROC AUC');
    await expect(voting.locator('figcaption')).toContainText('ROC AUC: the best member is');
    const saved = page.waitForEvent('download');
    await voting.getByRole('button', { name: 'Save as JSON' }).click();
    expect((await saved).suggestedFilename()).toBe('voting.json');
    await page.getByLabel('Log the heavy tails').check();
    await expect(voting).toHaveAttribute('data-status', 'stale');
    expect(await violations(page, '#beyond-step')).toEqual([]);
  },
);

test('the hours are drawn, and follow the rhythm of the beacon', LONG, async ({ page }) => {
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  const timeline = cell(page, 'timeline');
  await timeline.scrollIntoViewIfNeeded();
  await expect(timeline.locator('.js-plotly-plot')).toBeVisible();
  await expect(timeline).not.toContainText('could not be drawn');
  const beacon = /c2 beacon from ([\d: -]+) to ([\d: -]+);/;
  await expect(timeline).toContainText(beacon);
  const before = await timeline.locator('li').first().textContent();
  await timeline.getByLabel('Beacon period').first().fill('3000');
  await timeline.getByLabel('Beacon period').first().press('Enter');
  await expect(timeline.locator('li').first()).not.toHaveText(before ?? '');
});

test(
  'what time buys waits for a guess, is cancelled and run, by keyboard',
  LONG,
  async ({ page }) => {
    await openLab(page, 'step', `${TWO_SEEDS}&detectors=local-outlier-factor`);
    await page.getByLabel('Predict first').check();
    const time = cell(page, 'time');
    await time.getByLabel(/what share of the beacon/).selectOption('less than a tenth');
    await time.getByRole('button', { name: 'Show the result' }).press('Enter');
    await expect(time).toHaveAttribute('data-status', 'running');
    await time.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(time).toHaveAttribute('data-status', 'cancelled');
    await time.press('Control+Enter');
    await expectDone(page, ['time']);
    await expect(time).toContainText('Not so: You said less than a tenth; it is 9');
    await expect(time).toContainText('With time features the Local Outlier Factor, trained on');
  },
);

test('the sixth step fits a phone, in the dark', LONG, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openLab(page, 'live', TWO_SEEDS);
  await expectDone(page, CELLS);
  await cell(page, 'voting').getByRole('button', { name: /^Run/ }).click();
  await expectDone(page, ['voting']);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await violations(page, '#beyond-step')).toEqual([]);
});
