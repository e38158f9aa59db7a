import { expect, type Page } from '@playwright/test';
import { cell, expectDone, LONG, test } from './page.ts';

/** The lab as a newcomer has it: one step at a time, cells folded. */
async function openFolded(page: Page, hash: string, view: 'steps' | 'page' = 'steps') {
  await page.addInitScript((shown) => {
    localStorage.setItem('network-anomaly-lab.view', shown);
  }, view);
  await page.goto(hash);
}

test('a cell is folded to its headline, and opened by click, by key, by link and by Run', async ({
  page,
}) => {
  await openFolded(page, '#detect-step');
  await expectDone(page, ['isolation-forest', 'local-outlier-factor']);
  const forest = cell(page, 'isolation-forest');
  const lof = cell(page, 'local-outlier-factor');
  await expect(forest.locator('.measures')).toBeVisible();
  await expect(lof.locator('.headline')).toHaveText(
    '221 alerts, 87 right. 223 of 310 attacks missed.',
  );
  await expect(lof.locator('.measures')).toBeHidden();

  await lof.getByRole('button', { name: 'Local Outlier Factor', exact: true }).click();
  await expect(lof.locator('.measures')).toBeVisible();
  await lof.focus();
  await page.keyboard.press('o');
  await expect(lof.locator('.measures')).toBeHidden();
  await lof.getByRole('button', { name: 'Run Local Outlier Factor' }).click();
  await expect(lof.locator('.measures')).toBeVisible();

  await expect(page.getByRole('heading', { name: 'Triage' })).toBeHidden();
  await page.goto('#triage');
  await expect(page.locator('#alert-counts')).toBeVisible();
});

test('a chart in a closed place is drawn anew when that opens', async ({ page }) => {
  await openFolded(page, '#compare');
  const bars = cell(page, 'compare').locator('.js-plotly-plot').first();
  const drawn = () =>
    bars.evaluate((plot) => {
      const { data } = plot as unknown as { data: { y: unknown[] }[] };
      return data.map(({ y }) => Number(y[0]).toFixed(3));
    });
  await expect.poll(drawn).toEqual(['0.964', '0.687', '0.802']);
  const rail = page.getByRole('navigation').first();
  await rail.getByRole('link', { name: /^Scale/ }).click();
  await page.getByLabel('Log the heavy tails').first().check();
  await expect(page.getByRole('complementary', { name: 'Results' })).toContainText('0.825');
  await rail.getByRole('link', { name: /^Evaluate/ }).click();
  await expect(cell(page, 'compare')).toContainText('Best F1: Isolation Forest, 0.825');
  await expect.poll(drawn).toEqual(['0.991', '0.706', '0.825']);
});

test('the menu opens all cells at once, for good', async ({ page }) => {
  await openFolded(page, '#detect-step');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('radio', { name: 'All open' }).check();
  await page.reload();
  await expectDone(page, ['one-class-svm']);
  await expect(cell(page, 'one-class-svm').locator('.measures')).toBeVisible();
});

test('360 px are enough for every step, as a newcomer meets it', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openFolded(page, '#generate-step');
  await expectDone(page, ['generate']);
  for (const step of STEPS) {
    await page.goto(`#${step}-step`);
    await expect(page.locator(`#${step}-step`)).toBeVisible();
    const beyond = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await expect.poll(beyond, { message: step }).toBe(0);
  }
});

const STEPS = ['generate', 'engineer', 'scale', 'detect', 'evaluate', 'beyond'];

test(
  'a step is at most 3,000 px tall, all on one page 14,000, of 4,300 words',
  LONG,
  async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await openFolded(page, '#generate-step');
    await expectDone(page, ['generate']);
    for (const step of [...STEPS.map((name) => `${name}-step`), 'summary', 'export', 'glossary']) {
      await page.goto(`#${step}`);
      await page.waitForTimeout(1000);
      expect(await heightOf(page), step).toBeLessThanOrEqual(3000);
    }
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('radio', { name: 'One page' }).check();
    await page.keyboard.press('Escape');
    await drawAll(page);
    expect(await heightOf(page)).toBeLessThanOrEqual(14_000);
    expect(await countWords(page)).toBeLessThanOrEqual(4300);
  },
);

const heightOf = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);

/** Charts are drawn once they come near. */
async function drawAll(page: Page): Promise<void> {
  const height = await heightOf(page);
  for (let top = 0; top < height; top += 700) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.waitForTimeout(150);
  }
}

/** Words that can be seen: what is hidden or folded does not count. */
function countWords(page: Page): Promise<number> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let words = 0;
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || parent.closest('script, style, .hidden') !== null) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      words += (text.nodeValue ?? '').split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    }
    return words;
  });
}
