import { expect, type Page } from '@playwright/test';
import { cell, expectDone, LONG, openLab, test } from './page.ts';

const why = (page: Page) => page.locator('.why');

/** Opens the card of the most anomalous flow. */
async function openFirst(page: Page): Promise<void> {
  await openLab(page, 'live');
  await expectDone(page, ['isolation-forest', 'one-class-svm', 'local-outlier-factor']);
  await page.locator('#flows tbody tr').first().click();
  await expect(why(page).locator('.reasons li').first()).toBeVisible();
}

test('a flow’s card says why, opens the detector step by step, and answers what if', async ({
  page,
}) => {
  await openFirst(page);
  await expect(why(page)).toContainText('What would change the verdict');

  await why(page).getByText('Inside the Isolation Forest').click();
  const inside = why(page).locator('.inside');
  await expect(inside.locator('.inside-formula')).toContainText('2^(−');
  await inside.getByRole('button', { name: 'Step by step' }).click();
  await expect(inside.locator('.inside-bars li')).toHaveCount(1);
  await expect(inside.locator('.inside-sentence')).toBeHidden();
  const next = inside.getByRole('button', { name: 'Next' });
  while ((await next.getAttribute('aria-disabled')) !== 'true') await next.click();
  await inside.getByRole('button', { name: 'Alert', exact: true }).click();
  await expect(inside).toContainText('Right: it raises an alert.');
  await expect(inside.locator('.inside-sentence')).toBeVisible();

  await why(page).getByText('What if?').click();
  const verdicts = why(page).locator('.what-if-verdicts li');
  await expect(verdicts.first()).toContainText('alert');
  const before = await verdicts.first().textContent();
  const bytes = why(page).getByRole('textbox', { name: 'bytes_recv' });
  await bytes.fill('500 kB');
  await bytes.press('Enter');
  await expect(verdicts.first()).not.toHaveText(before ?? '');
  const packets = why(page).getByRole('textbox', { name: 'packets_recv' });
  await packets.fill('0');
  await packets.press('Enter');
  await expect(why(page)).toContainText('No flow can be like this');
  await why(page).getByRole('button', { name: 'As measured' }).click();
  await expect(verdicts.first()).toHaveText(before ?? '');
  expect(page.url()).not.toContain('bytes');
});

test('every detector opens on its slide', LONG, async ({ page }) => {
  await openLab(
    page,
    'live',
    '?v=1&detectors=isolation-forest,ecod,k-nearest-neighbours,ensemble&present=ecod.inside',
  );
  for (const name of ['ecod', 'isolation-forest', 'k-nearest-neighbours', 'ensemble']) {
    await page.locator('#present-slide, .presenter select').first().selectOption(`${name}.inside`);
    await expect(cell(page, name).locator('.inside-bars li').first()).toBeVisible();
  }
});
