import { expect, type Page } from '@playwright/test';
import { misplaced } from './boxes.ts';
import { CELLS, expectDone, LONG, openLab, test } from './page.ts';

/** Stops of the Tab key with everything run and all on one page: more tire those who use no mouse. */
const MOST_STOPS = 200;

test('all on one page, everything run: few stops of the Tab key', LONG, async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openLab(page);
  // As the page opens by itself: folded, but for what each step is about.
  await page.addInitScript(() => localStorage.removeItem('network-anomaly-lab.cells'));
  await page.reload();
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, CELLS);
  await scrollThrough(page);
  expect((await tabStops(page)).length).toBeLessThanOrEqual(MOST_STOPS);
});

for (const detectors of ['the default', 'all'] as const) {
  test(
    `no box is cut, covered or out of the page, with ${detectors} detectors`,
    LONG,
    async ({ page }) => {
      test.setTimeout(600_000);
      await openLab(page);
      if (detectors === 'all') await chooseAllDetectors(page);
      await page.getByRole('button', { name: 'Run all' }).click();
      await expectDone(page, CELLS);
      await openFolds(page);
      for (const width of [360, 390, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await scrollThrough(page);
          const found = await misplaced(page);
          expect(found, `${width} px, ${colorScheme}`).toEqual([]);
        }
      }
    },
  );
}

/** Ten of them fill legends, tables and axes. */
async function chooseAllDetectors(page: Page): Promise<void> {
  const boxes = page.getByRole('group', { name: 'Detectors', exact: true }).first();
  for (const box of await boxes.getByRole('checkbox').all()) await box.check();
}

async function openFolds(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}

/** Passes everything that is made or drawn when it comes near. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise((done) => setTimeout(done, 150));
    }
  });
}

/** What Tab stops at, a name each; radio buttons of one name are one stop. */
async function tabStops(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const groups = new Set<string>();
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]',
    );
    return [...all].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isVisible = element.checkVisibility({ visibilityProperty: true }) && width * height > 0;
      if (element.tabIndex < 0 || element.matches(':disabled') || !isVisible) return [];
      if (element instanceof HTMLInputElement && element.type === 'radio') {
        if (groups.has(element.name)) return [];
        groups.add(element.name);
      }
      return [element.getAttribute('aria-label') ?? element.textContent ?? element.tagName];
    });
  });
}
