import { expect } from '@playwright/test';
import { CELLS, cell, chooseInMenu, expectDone, LONG, openLab, test } from './page.ts';

test('live: the page computes by itself, and again what a change outdates', async ({ page }) => {
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  await page.getByRole('textbox', { name: /\bn_neighbors$/ }).fill('60');
  await page.getByRole('textbox', { name: /\bn_neighbors$/ }).press('Enter');
  const lof = cell(page, 'local-outlier-factor').locator('.headline');
  await expect(lof).toHaveText('221 alerts, 126 right. 184 of 310 attacks missed.');
  await expectDone(page, CELLS);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: /\bn_neighbors$/ })).toHaveValue('20');
  await expectDone(page, CELLS);
});

test('keys: Shift+Enter runs and moves on, j and k move, letters can be switched off', async ({
  page,
}) => {
  await openLab(page);
  const first = cell(page, 'generate');
  await first.focus();
  await page.keyboard.press('Shift+Enter');
  await expectDone(page, ['generate']);
  await expect(cell(page, 'engineer')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expectDone(page, ['engineer']);
  await expect(cell(page, 'engineer')).toBeFocused();
  await page.keyboard.press('j');
  await expect(cell(page, 'scale')).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(first).toBeFocused();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.getByLabel('Single letters act as keys').uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await first.focus();
  await page.keyboard.press('j');
  await expect(first).toBeFocused();
});

test('a field in a cell hands its value over when the cell is run from it', async ({ page }) => {
  await openLab(page);
  await page.getByRole('textbox', { name: 'Seed', exact: true }).fill('7');
  await page.keyboard.press('Control+Enter');
  await expectDone(page, ['generate']);
  await expect(page).toHaveURL(/seed=7/);
});

test('the address carries the parameters: reload, back and forward', async ({ page }) => {
  await openLab(page);
  const nu = page.getByRole('textbox', { name: /\bnu$/ });
  await nu.fill('0.2');
  await nu.press('Enter');
  await expect(page).toHaveURL(/\?v=1&nu=0\.2$/);
  await page.getByLabel('Log the heavy tails').check();
  await expect(page).toHaveURL(/log-ratios=true/);
  await page.reload();
  await expect(nu).toHaveValue('0.2');
  await expect(page.getByLabel('Log the heavy tails')).toBeChecked();
  await page.goBack();
  await expect(page.getByLabel('Log the heavy tails')).not.toBeChecked();
  await expect(nu).toHaveValue('0.2');
  await page.goForward();
  await expect(page.getByLabel('Log the heavy tails')).toBeChecked();
});

test('a broken link falls back part by part and says so', async ({ page }) => {
  await openLab(page, 'step', '?v=9&nu=0.3&gamma=pink&colour=red');
  await expect(page.getByRole('textbox', { name: /\bnu$/ })).toHaveValue('0.3');
  await expect(page.getByRole('textbox', { name: /\bgamma$/ })).toHaveValue('scale');
  const notice = page.getByRole('status').filter({ hasText: 'another version' });
  await expect(notice).toContainText('gamma must be');
  await expect(notice).toContainText('“colour”');
  await notice.getByRole('button').click();
  await expect(notice).toHaveCount(0);
});

test('Restart forgets results and keeps parameters', LONG, async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, CELLS);
  await chooseInMenu(page, 'Restart');
  await expect(page.locator('article[data-status]:not([data-status="fresh"])')).toHaveCount(0);
});

test('a setting to try is one click, is marked, and can be undone', async ({ page }) => {
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  await page.getByRole('button', { name: 'Log the heavy tails', exact: true }).click();
  await expect(
    page.getByRole('button', { name: 'Log the heavy tails', exact: true }),
  ).toHaveAttribute('aria-pressed', 'true');
  await expect(cell(page, 'compare')).not.toHaveAttribute('data-status', 'done');
  await expectDone(page, CELLS);
  await expect(cell(page, 'one-class-svm')).not.toContainText('2,037 of 2,210');
  await page.getByRole('button', { name: 'Default settings' }).click();
  await expectDone(page, CELLS);
  await expect(cell(page, 'one-class-svm')).toContainText('2,037 of 2,210');
});

test('a pinned run is compared with the next, figure by figure', LONG, async ({ page }) => {
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  await page.getByRole('button', { name: 'Pin this run' }).click();
  await page.getByRole('textbox', { name: 'Contamination', exact: true }).fill('0.14');
  await page.getByRole('textbox', { name: 'Contamination', exact: true }).press('Enter');
  await expect(cell(page, 'compare')).toContainText('Contamination: 0.1 → 0.14');
  await expectDone(page, CELLS);
  const table = cell(page, 'compare').getByRole('table', { name: 'Then and now' });
  await expect(table.getByRole('row', { name: /Isolation Forest alerts/ })).toContainText('+89');
});
