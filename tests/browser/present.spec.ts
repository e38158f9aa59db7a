import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { CELLS, cell, expectDone, openLab, test } from './page.ts';

/** Opens the presentation without moving the page, as a click on its button does for a person. */
async function present(page: Page): Promise<void> {
  await page.locator('#present').dispatchEvent('click');
  await expect(page.getByRole('region', { name: 'Presentation' })).toBeVisible();
}

const position = (page: Page) => page.locator('.position');

/** Eight cells of the notebook, six beyond it, and the summary. */
const SLIDES = 15;

test('one cell a screen by the keyboard: first the idea, then the result, then the next', async ({
  page,
  complaints,
}) => {
  // What is shown matters here, not the pictures.
  await page.route(/plotly/, (route) => route.abort());
  await page.setViewportSize({ width: 1280, height: 720 });
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  await present(page);
  await expect(position(page)).toHaveText(`1 / ${SLIDES}`);
  await expect(cell(page, 'generate')).toBeFocused();
  await expect(cell(page, 'engineer')).toBeHidden();
  await expect(cell(page, 'generate').locator('.prose')).toBeVisible();
  await expect(cell(page, 'generate').locator('.output')).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 'generate').locator('.headline')).toBeVisible();
  await expect(cell(page, 'generate').locator('.prose')).toBeHidden();
  await page.keyboard.press('Space');
  await expect(position(page)).toHaveText(`2 / ${SLIDES}`);
  await expect(page.getByRole('status').first()).toHaveText(
    `2 of ${SLIDES}: Features. The result is hidden.`,
  );
  await expect(cell(page, 'engineer')).toBeFocused();
  await page.keyboard.press('Shift+Space');
  await expect(position(page)).toHaveText(`1 / ${SLIDES}`);
  await expect(cell(page, 'generate').locator('.headline')).toBeVisible();
  for (let slide = 1; slide < CELLS.length; slide++) {
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
  }
  await expect(position(page)).toHaveText(`${CELLS.length} / ${SLIDES}`);
  await page.keyboard.press('PageUp');
  await expect(position(page)).toHaveText(`${CELLS.length - 1} / ${SLIDES}`);
  expect(
    await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize)),
  ).toBeGreaterThanOrEqual(24);
  complaints.length = 0;
});

test('the summary is the last screen', async ({ page }) => {
  await openLab(page, 'live', '?present=summary');
  await expect(position(page)).toHaveText(`${SLIDES} / ${SLIDES}`);
  await expect(page.locator('#summary .takeaways')).toContainText('213 of 310 attacks');
  await page.keyboard.press('PageDown');
  await expect(position(page)).toHaveText(`${SLIDES} / ${SLIDES}`);
});

test('the chart of a result fits on the screen of a projector, with large letters', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openLab(page, 'live', '?present=isolation-forest');
  await page.getByRole('button', { name: 'Show result' }).click();
  const chart = cell(page, 'isolation-forest').locator('.plot');
  await expect(chart.locator('svg.main-svg').first()).toBeVisible();
  const bar = await page.locator('.presenter').boundingBox();
  await expect(async () => {
    const box = await chart.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  }).toPass();
  const size = await chart
    .locator('.xtick text')
    .first()
    .evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
  expect(size).toBeGreaterThanOrEqual(18);
});

test('leaving brings the page back as it was: place, folds, focus, address', async ({ page }) => {
  await openLab(page, 'live', '?v=1&nu=0.2');
  await expectDone(page, CELLS);
  const scale = cell(page, 'scale');
  const fold = scale.locator('details').first();
  await fold.locator('summary').click();
  const nu = page.getByRole('textbox', { name: /\bnu$/ }).first();
  await nu.scrollIntoViewIfNeeded();
  await nu.focus();
  const place = () => page.evaluate(() => [window.scrollX, window.scrollY]);
  const before = await place();
  await present(page);
  await expect(page).toHaveURL(/\?v=1&nu=0\.2&present=/);
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Presentation' })).toHaveCount(0);
  await expect(page).toHaveURL(/\?v=1&nu=0\.2$/);
  await expect(nu).toBeFocused();
  await expect(fold).toHaveJSProperty('open', true);
  expect(await place()).toEqual(before);
});

test('a link opens one cell; step mode runs it when its result is asked for', async ({ page }) => {
  await openLab(page, 'step', '?present=scale');
  await expect(position(page)).toHaveText(`3 / ${SLIDES}`);
  await expect(cell(page, 'scale')).toHaveAttribute('data-status', 'fresh');
  await page.getByRole('button', { name: 'Show result' }).click();
  await expect(cell(page, 'scale').locator('.headline')).toHaveText('2,210 flows × 16 features');
  await page.goto('?present=nonsense');
  await expect(page.getByRole('region', { name: 'Presentation' })).toHaveCount(0);
  await expect(page).not.toHaveURL(/present/);
});

test('the note for the instructor and the settings come and go', async ({ page }) => {
  await openLab(page, 'live', '?present=one-class-svm');
  await expectDone(page, CELLS);
  await expect(page.getByText('What surprises:')).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.getByText('What surprises:')).toBeVisible();
  const nu = cell(page, 'one-class-svm').getByRole('textbox', { name: /\bnu$/ }).first();
  await expect(nu).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).click();
  await nu.fill('0.2');
  await nu.press('ArrowRight');
  await nu.press('Enter');
  // Keys in a field are the field's own.
  await expect(position(page)).toHaveText(`5 / ${SLIDES}`);
  await page.getByRole('button', { name: 'Show result' }).click();
  await expect(cell(page, 'one-class-svm').locator('.headline')).toBeVisible();
});

test('predict first works in the presentation, too', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('network-anomaly-lab.predict-first', 'on'));
  await openLab(page, 'live', '?present=isolation-forest');
  await expectDone(page, ['isolation-forest']);
  const forest = cell(page, 'isolation-forest');
  await forest.getByLabel(/How many of 2,210 flows/).fill('221');
  await forest.getByRole('button', { name: 'Show the result' }).click();
  await expect(forest).toContainText('You said 221 alerts; it is.');
  await page.keyboard.press('Escape');
  await expect(forest.locator('.headline')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong with an idea, a result and a guess, ${colorScheme}`, async ({
    page,
  }) => {
    await page.addInitScript(() => localStorage.setItem('network-anomaly-lab.predict-first', 'on'));
    await page.emulateMedia({ colorScheme });
    await openLab(page, 'live', '?present=one-class-svm');
    await expectDone(page, ['one-class-svm']);
    await page.keyboard.press('n');
    await page.keyboard.press('s');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    const picture = cell(page, 'one-class-svm').locator('svg.main-svg').first();
    await expect(picture).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await cell(page, 'scale').getByRole('button', { name: 'variance' }).hover();
    await expect(page.locator('.term-note:popover-open')).toBeVisible();
    expect(await violations(page, '#scale')).toEqual([]);
    expect(await violations(page, '#isolation-forest')).toEqual([]);
  });
}
