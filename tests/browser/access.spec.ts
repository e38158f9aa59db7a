import { expect, type Locator, type Page } from '@playwright/test';
import { PROFILES } from '../../src/data/profiles.ts';
import { violations } from './axe.ts';
import { CELLS, cell, chooseInMenu, expectDone, LONG, openLab, test } from './page.ts';

async function drawEveryChart(page: Page): Promise<void> {
  for (const chart of await page.locator('.plot').all()) {
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('svg.main-svg').first()).toBeVisible();
  }
}

test('axe finds nothing wrong in a step, as a newcomer meets it', async ({ page }) => {
  for (const [step, lead] of [
    ['generate', 'generate'],
    ['detect', 'isolation-forest'],
    ['evaluate', 'compare'],
  ] as const) {
    await page.goto(`#${step}-step`);
    await expectDone(page, [lead]);
    // What keeps the focus in groups comes after the cells.
    await expect.poll(() => violations(page), { message: step }).toEqual([]);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong, fresh and done, ${colorScheme}`, LONG, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openLab(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, CELLS);
    await drawEveryChart(page);
    for (const details of await page.locator('details').all()) {
      await details.evaluate((element) => element.setAttribute('open', ''));
    }
    expect(await violations(page)).toEqual([]);
  });
}

test('axe finds nothing wrong on the page of differences', async ({ page }) => {
  await page.goto('differences.html');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Back to the lab' }).click();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();
});

test(
  'axe finds nothing wrong while running, cancelled, stale, with a dialog open',
  LONG,
  async ({ page }) => {
    // A fit that goes on for longer than the page is looked over.
    await openLab(page, 'step', '?detectors=one-class-svm&one-class-svm-sample=all');
    await page.getByText('Flows per profile').first().click();
    await page.getByLabel('Flows of Web browsing').fill('120000');
    await page.getByLabel('Log the heavy tails').check();
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(cell(page, 'one-class-svm')).toHaveAttribute('data-status', 'running');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel One-Class SVM' }).click();
    await expect(cell(page, 'one-class-svm')).toHaveAttribute('data-status', 'cancelled');
    await page.getByRole('textbox', { name: /^Seed/ }).first().fill('7');
    await page.keyboard.press('Enter');
    await expect(page.locator('article[data-status="stale"]').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await chooseInMenu(page, 'Keys');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  },
);

test('axe finds nothing wrong where cells have failed', async ({ page }) => {
  const none = PROFILES.map(({ name }) => `${name}=0`).join();
  await openLab(page, 'step', `?v=1&counts=${encodeURIComponent(none)}`);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('article[data-status="failed"]')).toHaveCount(CELLS.length);
  await expect(cell(page, 'generate').getByRole('alert')).toContainText(
    'Every profile has 0 flows',
  );
  expect(await violations(page)).toEqual([]);
});

test('the keyboard alone is enough, from load to a threshold moved', async ({ page }) => {
  await openLab(page, 'step', '', null);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the lab' })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Run all' }));
  await page.keyboard.press('Enter');
  await expectDone(page, CELLS);
  const seed = page.getByRole('textbox', { name: /^Seed/ }).first();
  await tabTo(page, seed);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect(seed).toBeFocused();
  await expect(page.locator('article[data-status="stale"]')).toHaveCount(CELLS.length);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('42');
  await page.keyboard.press('Enter');
  await expectDone(page, CELLS);
  const threshold = page.getByRole('slider', { name: /^Threshold/ });
  await tabTo(page, threshold);
  const before = await threshold.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(threshold).not.toHaveAttribute('aria-valuetext', before ?? '');
});

/** Presses Tab until the element has the focus; a focus that is covered or lost would never come. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(wanted).toBeFocused({ timeout: 1 });
}

test('360 px wide, nothing sticks out of the page', LONG, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, CELLS);
  await drawEveryChart(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
});

test('what the page announces: a state per cell, politely', async ({ page }) => {
  await openLab(page);
  const status = cell(page, 'generate').getByRole('status').first();
  await page.getByRole('button', { name: 'Run Network flows' }).click();
  await expect(status).toHaveText(/✓ [\d.]+ m?s/);
});
