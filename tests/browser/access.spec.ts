import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { CELLS, cell, expectDone, openLab, test } from './page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong on the page as it stands. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

async function drawEveryChart(page: Page): Promise<void> {
  for (const chart of await page.locator('.plot').all()) {
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('svg.main-svg').first()).toBeVisible();
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong, fresh and done, ${colorScheme}`, async ({ page }) => {
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

test('the keyboard alone is enough: run, change, run again', async ({ page }) => {
  await openLab(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the notebook');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Run all');
  await page.keyboard.press('Enter');
  await expectDone(page, CELLS);
  const seed = page.getByLabel('Seed');
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    if (await seed.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(seed).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect(seed).toBeFocused();
  await expect(page.locator('article[data-status="stale"]')).toHaveCount(CELLS.length);
});

test('360 px wide, nothing sticks out of the page', async ({ page }) => {
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
  await expect(status).toHaveText(/✓ \d+ ms/);
});
