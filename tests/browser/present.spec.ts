import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

/** Opens the presentation without moving the page, as a click on its button does for a person. */
async function present(page: Page): Promise<void> {
  await page.locator('#present').dispatchEvent('click');
  await expect(page.getByRole('region', { name: 'Presentation' })).toBeVisible();
}

const position = (page: Page) => page.locator('.position');

/** The slides, as the picker lists them. */
const picker = (page: Page) => page.getByLabel('Go to slide');

async function slideIds(page: Page): Promise<string[]> {
  return picker(page)
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
}

/** How many slides Next goes through while no study has run. */
const SPINE = 26;

/** Waits until all that the routine cells show is there. */
async function expectSlides(page: Page): Promise<string[]> {
  await expectDone(page, CELLS);
  for (const id of ['scores.roc', 'compare.heat-map', 'stream.scores', 'time.jitter']) {
    await expect(picker(page).locator(`option[value="${id}"]`)).toBeAttached();
  }
  return slideIds(page);
}

test('one slide a screen by the keyboard: the idea, then each figure, then the next cell', async ({
  page,
  complaints,
}) => {
  // What is shown matters here, not the pictures.
  await page.route(/plotly/, (route) => route.abort());
  await page.setViewportSize({ width: 1280, height: 720 });
  await openLab(page, 'live');
  await expectDone(page, CELLS);
  await present(page);
  await expectSlides(page);
  await expect(position(page)).toHaveText(`1 / ${SPINE}`);
  await expect(cell(page, 'generate')).toBeFocused();
  await expect(cell(page, 'engineer')).toBeHidden();
  await expect(cell(page, 'generate').locator('.prose')).toBeVisible();
  await expect(cell(page, 'generate').locator('.output')).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 'generate').locator('.headline')).toBeVisible();
  await expect(cell(page, 'generate').locator('.prose')).toBeHidden();
  await expect(page.getByRole('group', { name: 'Attacks: picture' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Ports: picture' })).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'Network flows – Attacks' })).toHaveText(
    `2 of ${SPINE}: Network flows – Attacks`,
  );
  // What says more of the same is passed by, unless it is asked for.
  await page.keyboard.press('Space');
  await expect(position(page)).toHaveText(`3 / ${SPINE}`);
  await expect(cell(page, 'engineer').locator('.prose')).toBeVisible();
  await page.keyboard.press('Shift+Space');
  await expect(position(page)).toHaveText(`2 / ${SPINE}`);
  await page.getByRole('button', { name: 'More: Ports' }).click();
  await expect(page.getByRole('group', { name: 'Attacks: picture' })).toBeHidden();
  await expect(page.getByRole('group', { name: 'Ports: picture' })).toBeVisible();
  await expect(position(page)).toHaveText(`2 + / ${SPINE}`);
  await picker(page).selectOption('compare.heat-map');
  await expect(page).toHaveURL(/present=compare\.heat-map/);
  await expect(page.getByRole('group', { name: /^Share of each attack.*picture/ })).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/present=compare\.measures/);
  expect(
    await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize)),
  ).toBeGreaterThanOrEqual(24);
  complaints.length = 0;
});

test('the summary ends it', async ({ page }) => {
  await openLab(page, 'live', '?present=summary');
  await expect(page.locator('#summary .takeaways')).toContainText('97 of 310 attacks missed');
  await expect(page.locator('#summary').getByRole('table')).toHaveCount(0);
  await page.getByRole('button', { name: 'More: The attacks' }).click();
  await expect(page.locator('#summary').getByRole('table')).toHaveCount(1);
  await page.getByRole('button', { name: 'More: The detectors' }).click();
  await expect(page).toHaveURL(/present=summary\.detectors/);
  await expect(page.getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true');
});

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
] as const) {
  test(
    `no slide scrolls or is cut off at ${width} × ${height}`,
    width > 1280 ? LONG : {},
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openLab(page, 'live', '?present=generate');
      const ids = await expectSlides(page);
      expect(ids.length).toBeGreaterThan(40);
      for (const id of ids) {
        await picker(page).selectOption(id);
        await expect.poll(() => misfits(page), { message: id }).toEqual([]);
      }
    },
  );
}

/** What of the slide is out of its place, once its picture has been drawn. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slide = document.querySelector('[data-slide]');
    const bar = document.querySelector('.presenter')?.getBoundingClientRect();
    if (slide === null || bar === undefined) return ['there is no slide'];
    const shown = [slide, ...slide.querySelectorAll<HTMLElement>('*')].filter(
      (one) => one.clientHeight > 0 && one.closest('.plot, .hidden, .strip-picture') === null,
    );
    const scrolling = shown
      .filter((one) => getComputedStyle(one).overflowY !== 'visible')
      .filter(
        (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1,
      )
      .map((one) => `${one.className || one.tagName} scrolls`);
    const outside = shown
      .filter((one) => {
        const { bottom, right } = one.getBoundingClientRect();
        return bottom > bar.top + 1 || right > innerWidth + 1;
      })
      .map((one) => `${one.className || one.tagName} is cut off`);
    const undrawn = [...slide.querySelectorAll<HTMLElement>('.plot')]
      .filter((plot) => plot.offsetWidth > 0 && plot.querySelector('svg.main-svg') === null)
      .map((plot) => `${plot.ariaLabel} is not drawn`);
    return [...scrolling, ...outside, ...undrawn];
  });
}

test('an arrow key starts no study; its own button does, and says how long it takes', async ({
  page,
}) => {
  await openLab(page, 'live', '?present=voting&seeds=2');
  await expectSlides(page);
  const voting = cell(page, 'voting');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/present=voting\.spread/);
  await expect(voting).toHaveAttribute('data-status', 'fresh');
  await expect(voting.locator('.run-time')).toHaveText(/about \d+ (s|min)/);
  await voting.getByRole('button', { name: 'Run' }).click();
  await expect(voting).toHaveAttribute('data-status', 'done', { timeout: 100_000 });
  await expect(voting.locator('.plot svg.main-svg').first()).toBeVisible();
  // What has been prepared is there when it is shown again.
  await page.keyboard.press('Escape');
  await present(page);
  await picker(page).selectOption('voting.spread');
  await expect(voting.locator('.plot svg.main-svg').first()).toBeVisible();
});

test('a second window has the note, what comes next and the time', LONG, async ({ page }) => {
  await openLab(page, 'live', '?present=compare');
  await expectSlides(page);
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Notes in a window' }).click();
  const notes = await popup;
  await expect(notes.getByRole('heading')).toHaveText('Comparison');
  await expect(notes.getByText('Ask:')).toBeVisible();
  await expect(notes.getByRole('timer').first()).toHaveText(/^00:0\d$/);
  await notes.getByRole('button', { name: 'Next' }).click();
  await expect(notes.getByRole('heading')).toHaveText('Comparison – Precision, recall and F1');
  await expect(page).toHaveURL(/present=compare\.measures/);
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(notes.getByText('The presentation has ended.')).toBeVisible();
});

test(
  'the chart of a result fits on the screen of a projector, with large letters',
  LONG,
  async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await openLab(page, 'live', '?present=isolation-forest');
    await page.getByRole('button', { name: 'Show result' }).click();
    const chart = cell(page, 'isolation-forest').locator('.plot:visible');
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
  },
);

test('leaving brings the page back as it was: place, folds, focus, address', async ({ page }) => {
  await openLab(page, 'live', '?v=1&nu=0.2');
  await expectDone(page, CELLS);
  const scale = cell(page, 'scale');
  const fold = scale.locator('details').first();
  await fold.locator('summary').click();
  const nu = page.getByRole('textbox', { name: /\bnu$/ }).first();
  await nu.scrollIntoViewIfNeeded();
  await nu.focus();
  // On the screen: what was drawn for a slide above may have made the page longer.
  const place = async () => Math.round((await nu.boundingBox())?.y ?? Number.NaN);
  const before = await place();
  await present(page);
  await expect(page).toHaveURL(/\?v=1&nu=0\.2&present=/);
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Presentation' })).toHaveCount(0);
  await expect(page).toHaveURL(/\?v=1&nu=0\.2$/);
  await expect(nu).toBeFocused();
  await expect(fold).toHaveJSProperty('open', true);
  await expect.poll(place).toBe(before);
});

test(
  'a link opens one cell; step mode runs it when a figure of it is asked for',
  LONG,
  async ({ page }) => {
    await openLab(page, 'step', '?present=scale');
    await expect(page).toHaveURL(/present=scale$/);
    await expect(cell(page, 'scale')).toHaveAttribute('data-status', 'fresh');
    await page.getByRole('button', { name: 'More: Centre and scale' }).click();
    await expect(cell(page, 'scale').locator('.headline')).toHaveText('2,210 flows × 16 features');
    await page.goto('?present=nonsense');
    await expect(page.getByRole('region', { name: 'Presentation' })).toHaveCount(0);
    await expect(page).not.toHaveURL(/present/);
  },
);

test('the note for the instructor and the settings come and go', LONG, async ({ page }) => {
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
  await expect(page).toHaveURL(/present=one-class-svm&|present=one-class-svm$/);
  await page.getByRole('button', { name: 'Show result' }).click();
  await expect(cell(page, 'one-class-svm').locator('.headline')).toBeVisible();
});

test('predict first works in the presentation, too', LONG, async ({ page }) => {
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
  test(
    `axe finds nothing wrong with an idea, a result and a guess, ${colorScheme}`,
    LONG,
    async ({ page }) => {
      await page.addInitScript(() =>
        localStorage.setItem('network-anomaly-lab.predict-first', 'on'),
      );
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
    },
  );
}
