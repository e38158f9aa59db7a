import { expect } from '@playwright/test';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

test('a term is explained to the keyboard, the pointer and the finger, and Escape ends it', async ({
  page,
}) => {
  await openLab(page);
  const word = cell(page, 'scale').getByRole('button', { name: 'robust scaler' });
  const note = page.locator('.term-note:popover-open');
  await expect(word).toHaveAccessibleDescription(/robust scaler: Subtracts the median/);
  await word.hover();
  await expect(note).toContainText('Subtracts the median');
  // The way from the word to its explanation does not close it.
  await note.hover();
  await page.waitForTimeout(400);
  await expect(note).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(note).toHaveCount(0);
  await cell(page, 'scale')
    .getByText(/^Features: /)
    .focus();
  await page.keyboard.press('Tab');
  await expect(word).toBeFocused();
  await expect(note).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(word).not.toBeFocused();
  await expect(note).toHaveCount(0);
  await word.dispatchEvent('click');
  await expect(note).toContainText('Subtracts the median');
});

test(
  'the glossary stands in alphabetical order and holds every explained word',
  LONG,
  async ({ page }) => {
    await openLab(page);
    await expect(page.locator('.glossary dt').first()).toBeAttached();
    const terms = await page.locator('.glossary dt').allTextContents();
    expect(terms).toEqual(terms.toSorted((a, b) => a.localeCompare(b, 'en')));
    const used = await page.locator('.term-note strong').allTextContents();
    expect(terms).toEqual(expect.arrayContaining(used));
  },
);

test('predict first: the result waits, and the guess is marked from it', LONG, async ({ page }) => {
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  const forest = cell(page, 'isolation-forest');
  const compare = cell(page, 'compare');
  await page.getByRole('checkbox', { name: /Predict first/ }).check();
  await expect(forest.locator('.headline')).toHaveCount(0);
  await expect(compare.getByRole('table')).toHaveCount(0);
  await expect(page.locator('#summary')).toContainText('still wait for your guesses');
  const alerts = forest.getByLabel(/How many of 2,210 flows/);
  await forest.getByLabel(/smallest share/).selectOption('c2 beacon');
  await alerts.fill('many');
  await alerts.press('Enter');
  await expect(forest.getByRole('alert')).toContainText('whole number');
  await alerts.fill('300');
  await alerts.press('Enter');
  await expect(forest).toContainText('You said c2 beacon; it is: 0 of 50 found.');
  await expect(forest).toContainText('You said 300 alerts; it is 221, 79 fewer.');
  await expect(forest.locator('.headline')).toHaveText(
    '221 alerts, 213 right. 97 of 310 attacks missed.',
  );
  await expect(compare.getByRole('table')).toHaveCount(0);
  await compare.getByRole('button', { name: 'Show it now' }).click();
  await expect(compare.getByRole('table').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Contamination', exact: true }).fill('0.14');
  await page.keyboard.press('Enter');
  await expect(forest).toContainText('The settings have changed since you answered.');
  await page.getByRole('checkbox', { name: /Predict first/ }).uncheck();
  await expect(forest.locator('.marks')).toHaveCount(0);
});

test('remarks and takeaways follow the run', LONG, async ({ page }) => {
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  const svm = cell(page, 'one-class-svm').locator('.remarks');
  await expect(svm).toContainText('ROC AUC 0.297, worse than a random ranking (0.5)');
  await expect(cell(page, 'engineer').locator('.remarks')).toContainText('mark 150 flows');
  const takeaways = page.locator('#summary .takeaways');
  await expect(takeaways).toContainText(
    'Isolation Forest: 221 alerts, 213 right. 97 of 310 attacks missed.',
  );
  await page.getByLabel('Log the heavy tails').check();
  await expect(svm).toContainText('ROC AUC 0.804 (a random ranking has 0.5)');
  await expect(takeaways).toContainText('219 right. 91 of 310 attacks missed.');
});
