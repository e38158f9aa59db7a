import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, expectDone, LONG, openLab, test } from './page.ts';

const CONN_LOG = new URL('../fixtures/import/conn.log', import.meta.url);

const grid = (page: Page) => page.getByRole('grid', { name: /^All flows/ });
const count = (page: Page) => page.locator('#flow-count');
const card = (page: Page) => page.getByRole('region', { name: /^Flow \d+$/ });
const rowNumbers = (page: Page) => grid(page).getByRole('rowheader').allTextContents();

async function openAndRun(page: Page): Promise<void> {
  await openLab(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, ['generate', 'engineer', 'isolation-forest', 'scores']);
}

/** Plotly's own layer lies over the bars and finds out by place what was clicked. */
async function clickFirstBar(page: Page, chart: Locator): Promise<void> {
  const box = await chart.locator('.bars .point').first().boundingBox();
  if (box === null) throw new Error('The bar is not drawn.');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2, { steps: 3 });
  await page.mouse.down();
  await page.mouse.up();
}

test('all flows in one table: the most anomalous first, sorted and filtered', async ({ page }) => {
  await openAndRun(page);
  await expect(count(page)).toHaveText('2,210 flows');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2211');
  await expect(grid(page).getByRole('rowheader')).toHaveText([
    ...['964', '1139', '2070', '884', '1939', '19', '858', '2199'],
    ...['111', '2170', '971', '993', '1051', '627', '1433'],
  ]);
  await expect(grid(page).getByRole('columnheader', { name: 'type' })).toHaveCount(0);
  await page.getByLabel('Show the truth').check();
  await expect(grid(page).getByRole('columnheader', { name: 'type' })).toBeVisible();
  await page.getByLabel('Verdict', { exact: true }).selectOption('missed');
  await expect(count(page)).toHaveText('97 of 2,210 flows');
  await page.getByLabel('Search', { exact: true }).fill('beacon');
  await expect(count(page)).toHaveText('50 of 2,210 flows');
  await grid(page).getByRole('button', { name: 'row', exact: true }).click();
  await expect(grid(page).getByRole('columnheader', { name: 'row' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const rows = (await rowNumbers(page)).map(Number);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
});

test('the keyboard moves through all rows, opens a card and comes back', async ({ page }) => {
  await openAndRun(page);
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(grid(page).getByRole('row').last()).toHaveAttribute('aria-rowindex', '2211');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'flow-row-1139');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Flow 1139' })).toBeFocused();
  await expect(card(page)).toContainText('2nd of 2,210');
  await expect(card(page)).toContainText('What makes its score high');
  await expect(card(page)).not.toContainText('ddos');
  await card(page).getByRole('button', { name: 'Show the truth' }).press('Enter');
  await expect(card(page).getByRole('link', { name: /^ATT&CK T1498/ })).toBeVisible();
  await expect(cell(page, 'scores').locator('figcaption').first()).toContainText(
    'Marked: flow 1139 at 0.717751.',
  );
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
});

/** The row that was opened is on the screen, and the card does not cover it. */
async function expectRowBesideCard(page: Page, row: number): Promise<void> {
  await expect
    .poll(() =>
      page.locator(`#flow-row-${row}`).evaluate((element) => {
        const { left, top, bottom } = element.getBoundingClientRect();
        const on = (y: number) => document.elementFromPoint(left + 12, y);
        return [top + 4, bottom - 4].every((y) => element.contains(on(y)));
      }),
    )
    .toBe(true);
}

test(
  'the card of any row stands on screen, steps through the table, and tells after a mark',
  LONG,
  async ({ page }) => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await openAndRun(page);
      const last = grid(page).locator('tbody tr').last();
      await last.scrollIntoViewIfNeeded();
      await last.click();
      await expect(card(page)).toContainText('What makes its score high');
      const box = await card(page).boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(48);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
      await expect(page.getByRole('heading', { name: 'Flow 1433' })).toBeInViewport();
      await expectRowBesideCard(page, 1433);
      await card(page).getByRole('button', { name: 'Previous: flow 627' }).click();
      await expect(page.getByRole('heading', { name: 'Flow 627' })).toBeInViewport();
      await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'flow-row-627');
      await expectRowBesideCard(page, 627);
      await expect(card(page)).not.toContainText('It really is');
      await card(page).getByRole('button', { name: 'Mark as attack' }).click();
      await expect(card(page)).toContainText('It really is: ddos.');
      await card(page)
        .getByRole('button', { name: /^Close/ })
        .click();
      await expect(card(page)).toHaveCount(0);
      await expect(grid(page)).toBeFocused();
      // Marks are kept over a reload.
      await page.evaluate(() => localStorage.clear());
    }
  },
);

test(
  'an attack chosen in a chart or a table limits the flows, and a chip sets them free',
  LONG,
  async ({ page }) => {
    await openAndRun(page);
    const chart = cell(page, 'generate').getByRole('group', { name: 'Attacks: picture' });
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('.bars .point')).toHaveCount(8);
    await clickFirstBar(page, chart);
    const chip = page.locator('#flows').getByRole('button', { name: /^Only: / });
    await expect(chip).toBeVisible();
    await expect(count(page)).toHaveText(/^\d+ of 2,210 flows$/);
    await chip.click();
    await expect(count(page)).toHaveText('2,210 flows');
    const ranked = cell(page, 'scores').getByRole('table', { name: /ranked by difficulty/ });
    await ranked.getByRole('button', { name: 'c2 beacon' }).press('Enter');
    await expect(chip).toHaveText(/^Only: c2 beacon/);
    await expect(count(page)).toHaveText('50 of 2,210 flows');
    await chip.click();
    await page.getByRole('button', { name: 'Run Comparison' }).click();
    await expectDone(page, ['compare']);
    const heat = cell(page, 'compare').getByRole('group', {
      name: /^Share of each attack.*picture/,
    });
    await heat.scrollIntoViewIfNeeded();
    await expect(heat.locator('.hm')).toHaveCount(1);
    const beacon = cell(page, 'compare').getByRole('button', { name: /^c2 beacon, Isolation/ });
    await beacon.click();
    await expect(chip).toHaveText(/^Only: c2 beacon, missed/);
    await expect(count(page)).toHaveText('50 of 2,210 flows');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(chip).toHaveText(/^Only: brute force, /);
    await expect(page.locator('#flow-judge')).toHaveValue('one-class-svm');
    const square = page.getByRole('complementary', { name: 'Results' });
    await square
      .getByRole('button', { name: /^c2 beacon/ })
      .first()
      .click();
    await expect(chip).toHaveText(/^Only: c2 beacon, missed/);
    await expect(grid(page)).toBeFocused();
  },
);

for (const colorScheme of ['light', 'dark'] as const) {
  test(
    `axe finds nothing wrong with the table and a card, ${colorScheme}`,
    LONG,
    async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 360, height: 740 });
      await openAndRun(page);
      await page.getByRole('button', { name: 'Open flow 964' }).click();
      await expect(card(page)).toContainText('1st of 2,210');
      await page.locator('#flows').getByLabel('Type').selectOption('ddos');
      expect(await violations(page, '#flows')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        360,
      );
    },
  );
}

test(
  "a log's flows show where they went and when, and go when the traffic changes",
  LONG,
  async ({ page }) => {
    await openLab(page);
    await page.locator('.source input[type=file]').setInputFiles({
      name: 'conn.log',
      mimeType: 'text/plain',
      buffer: readFileSync(CONN_LOG),
    });
    await expect(cell(page, 'generate')).toContainText('The flows come from conn.log');
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, ['generate', 'isolation-forest', 'scores']);
    await grid(page).focus();
    await page.keyboard.press('Enter');
    await expect(card(page)).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC/);
    await expect(card(page).locator('dt').filter({ hasText: 'uid' })).toHaveCount(1);
    await page.getByRole('button', { name: 'Back to generated flows' }).click();
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(count(page)).toHaveText('2,210 flows');
    await expect(card(page)).toHaveCount(0);
  },
);
