import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { cell, LONG, openLab, test } from './page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const study = (page: Page) => page.locator('#what-matters');

/** Chooses a question and the values to try, and presses Enter. */
async function sweep(page: Page, parameter: string, values: string): Promise<void> {
  await study(page).getByLabel('Change').selectOption(parameter);
  const field = study(page).getByLabel(/^Values of/);
  await field.fill(values);
  await field.press('Enter');
}

test('a sweep by keyboard: values, run, and a value taken over from its row', async ({ page }) => {
  await openLab(page);
  await study(page).getByLabel('Look at').selectOption('F1');
  await sweep(page, 'nNeighbors', '60, 20');
  const table = study(page).getByRole('table', { name: 'F1 at each value of n_neighbors' });
  await expect(table.getByRole('row')).toHaveText([
    /^n_neighbors/,
    /^20✓ set0\.328$/,
    /^60Use.*0\.475$/,
  ]);
  await expect(study(page)).toContainText(
    'Local Outlier Factor: F1 is best at 60 (0.475), against 0.328 at 20 as it is set.',
  );
  const heldOut = study(page).getByRole('table', {
    name: /^Held out: n_neighbors chosen on one half/,
  });
  await expect(heldOut.getByRole('row')).toHaveText([
    /^detector/,
    /^Local Outlier Factor(20|60)0\.\d{3}0\.\d{3}$/,
  ]);
  const use = table.getByRole('button', { name: 'Use this value: n_neighbors 60' });
  await use.focus();
  await use.press('Enter');
  await expect(cell(page, 'local-outlier-factor').getByLabel('n_neighbors').first()).toHaveValue(
    '60',
  );
  await expect(table.getByRole('row').nth(2)).toContainText('✓ set');
  await expect(study(page)).not.toContainText('Out of date');
});

test('values that cannot be swept are refused with parameter and range', async ({ page }) => {
  await openLab(page);
  await sweep(page, 'nu', '0.1, 2');
  await expect(study(page).getByRole('alert')).toHaveText(
    'nu must be a number above 0 and up to 1; got "2".',
  );
  await sweep(page, 'nu', '0.1, 0.2');
  await expect(study(page).getByRole('alert')).toHaveCount(0);
  await expect(study(page)).toContainText(/2 runs in/);
});

test('a sweep that is cancelled keeps the points that are there', LONG, async ({ page }) => {
  await openLab(page);
  await sweep(page, 'nEstimators', '5, 9998, 9999, 10000');
  await expect(study(page).getByRole('status').first()).toHaveText('1 of 4 runs');
  await study(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(study(page).getByRole('status').first()).toHaveText('cancelled');
  await expect(study(page)).toContainText('Stopped after 1 of 4 runs.');
  await expect(study(page).getByRole('row').filter({ hasText: '10000' })).toContainText('–');
});

test(
  'leaving one out tells whether the claim holds, for which parameters, on a phone too',
  LONG,
  async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openLab(page);
    await study(page).getByLabel('Look at').selectOption('ROC AUC');
    await study(page).getByRole('button', { name: 'Run' }).click();
    await expect(study(page)).toContainText(/82 runs in/);
    await expect(study(page).getByRole('listitem')).toContainText([
      'rate and ratio features do not discriminate most',
      'without the ratio features (3) it gains 0.448',
      'ratio features discriminate most, but not both',
    ]);
    await study(page).getByLabel('Detector').selectOption('One-Class SVM');
    await expect(study(page)).toContainText('without send_recv_ratio it gains 0.385');

    const chart = study(page).locator('.plot').first();
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('svg.main-svg').first()).toBeVisible();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run(at: string): Promise<AxeResults> } }).axe.run(
        '#what-matters',
      ),
    );
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      360,
    );

    await page.getByLabel('Log the heavy tails').check();
    await expect(study(page)).toContainText(
      'since this was computed (then → now): Log the heavy tails: false → true. Run it again',
    );
  },
);
