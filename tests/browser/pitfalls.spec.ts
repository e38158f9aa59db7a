import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, expectDone, LONG, openLab, test } from './page.ts';

test(
  'a mistake is made at the flip of a switch, for the seed in force and then for many',
  LONG,
  async ({ page }) => {
    await openLab(page, 'step', '?v=1&seeds=3');
    const pitfalls = cell(page, 'pitfalls');
    const rare = pitfalls.getByRole('listitem').filter({ hasText: 'Base rate ignored' });
    await expect(rare.getByText('Published')).toHaveCount(0);
    await rare.getByRole('checkbox').check();
    const figures = rare.getByRole('definition');
    await expect(figures).toHaveCount(2);
    const [published, honest] = await figures.allTextContents();
    expect(Number(published)).toBeGreaterThan(Number(honest));
    // No other mistake is made.
    await expect(pitfalls.getByRole('definition')).toHaveCount(2);

    await page.getByLabel('Seed', { exact: true }).first().fill('7');
    await page.getByLabel('Seed', { exact: true }).first().press('Enter');
    await expect(pitfalls).toContainText('seed 7');
    await expect(figures.last()).not.toHaveText(honest);
    await rare.getByRole('checkbox').press('Space');
    await expect(rare.getByText('Published')).toHaveCount(0);

    await pitfalls.getByRole('button', { name: /^Run/ }).click();
    await expectDone(page, ['pitfalls']);
    const table = pitfalls.getByRole('table', { name: 'Published and honest, means of 3 seeds' });
    await expect(table.getByRole('row')).toHaveCount(1 + 10);
    await expect(pitfalls.getByRole('listitem').filter({ hasText: 'holds 0' })).not.toHaveCount(0);
    await pitfalls.locator('figure').first().scrollIntoViewIfNeeded();
    await expect(pitfalls.locator('.js-plotly-plot').first()).toBeVisible();
    const saved = page.waitForEvent('download');
    await pitfalls.getByRole('button', { name: 'Save as JSON' }).click();
    expect((await saved).suggestedFilename()).toBe('pitfalls.json');
    expect(await violations(page, '#pitfalls')).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(width).toBe(360);
  },
);
