import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, LONG, openLab, test } from './page.ts';

/** Opens tables of numbers; as each has a label, nothing is asked. */
async function open(page: Page, ...files: readonly (readonly [name: string, text: string])[]) {
  await page
    .locator('.source input[type="file"]')
    .setInputFiles(
      files.map(([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })),
    );
}

const headline = (page: Page) => cell(page, 'generate').locator('.headline');
const report = (page: Page) => page.locator('.import-report');
const CLASSES = 'x,class\n1,0\n2,0\n3,1\n4,2\n5,2\n';

test('what a word means is chosen in the table, by keyboard, and the flows are judged anew', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page);
  await open(page, ['classes.csv', CLASSES]);
  await expect(headline(page)).toHaveText(/^5 flows without labels/);
  const warning = report(page).locator('.warning');
  await expect(warning).toContainText('The column class holds the numbers 0, 1 and 2');
  const zero = report(page).getByLabel('What 0 means');
  await expect(zero).toHaveValue('');
  expect(await violations(page, '#generate')).toEqual([]);

  await zero.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(headline(page)).toHaveText(/5 flows · 2 normal · 3 attacks/);
  await expect(zero).toHaveValue('normal');
  await expect(zero).toBeFocused();
  await expect(warning).toHaveCount(0);
  await expect(report(page)).toContainText('as you said');

  await report(page).getByLabel('What 1 means').selectOption('unlabelled');
  await expect(headline(page)).toHaveText(/2 normal · 2 attacks .*, 1 unlabelled/);
  expect(await violations(page, '#generate')).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);

  await zero.selectOption('as the lab reads it');
  await expect(headline(page)).toHaveText(/^5 flows without labels/);
  expect(page.url()).not.toContain('normal');
});

test('what was said of words holds for the next files, of numbers it does not', async ({
  page,
}) => {
  await openLab(page);
  await open(page, ['one.csv', 'x,label\n1,Natural\n2,Natural\n3,1\n4,DoS\n']);
  await expect(headline(page)).toHaveText(/0 normal · 4 attacks/);
  await expect(report(page).locator('.warning')).toContainText('Nothing is labelled normal');
  await report(page).getByLabel('What Natural means').selectOption('normal');
  await expect(headline(page)).toHaveText(/2 normal · 2 attacks/);
  await report(page).getByLabel('What 1 means').selectOption('normal');
  await expect(headline(page)).toHaveText(/3 normal · 1 attacks/);

  await open(page, ['two.csv', 'x,label\n1,natural\n2,1\n3,0\n']);
  await expect(headline(page)).toHaveText(/2 normal · 1 attacks/);
});

test('an answer is no feature unless a person says so', LONG, async ({ page }) => {
  await openLab(page);
  await open(page, ['answers.csv', 'a,b,is_attack\n1,5,0\n2,6,0\n30,70,1\n']);
  await expect(headline(page)).toHaveText(/2 normal · 1 attacks/);
  await expect(report(page)).not.toContainText('No trouble');
  await page.getByRole('button', { name: 'Change what the columns mean' }).click();
  const dialog = page.getByRole('dialog', { name: /What do the columns of/ });
  await expect(dialog.getByLabel(/^label\./).locator('option:checked')).toHaveText('is_attack');
  await expect(dialog.getByText('each column a feature: a, b')).toBeVisible();
  await expect(dialog.getByLabel('What 1 means')).toHaveValue('attack');
  expect(await violations(page, 'dialog.mapping')).toEqual([]);
  await dialog.getByLabel(/^label\./).selectOption({ label: '– none –' });
  await expect(dialog.getByText('each column a feature: a, b, is_attack')).toBeVisible();
  await dialog.getByRole('button', { name: /^Read / }).click();
  await expect(headline(page)).toHaveText(/^3 flows without labels/);
});
