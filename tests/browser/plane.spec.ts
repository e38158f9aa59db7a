import { execFileSync } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, LONG, openLab, test } from './page.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const DETECTORS = ['isolation-forest', 'one-class-svm', 'local-outlier-factor'] as const;

interface Told {
  readonly detector: string;
  readonly budget: Point;
  readonly own: Point;
}

interface Point {
  readonly alerts: number;
  readonly judged: { readonly confusion: Record<'tp' | 'fp' | 'fn', number> };
}

/** What the command line counts. */
function counted(...options: string[]) {
  const words = ['--json', '--plane', ...options];
  const text = execFileSync('node', [`${ROOT}scripts/lab.mjs`, ...words], { encoding: 'utf8' });
  return JSON.parse(text).plane as {
    readonly plane: readonly Told[];
    readonly all: readonly Told[];
    readonly stories: readonly { readonly id: string; readonly off: Point; readonly on: Point }[];
  };
}

async function expectDrawn(page: Page): Promise<void> {
  for (const name of DETECTORS) {
    await expect(card(page, name).locator('canvas')).toHaveAttribute('data-drawn', 'full');
  }
}

function card(page: Page, name: string) {
  return page.locator(`[data-detector="${name}"]`);
}

/** Goes on with Tab to what has that role and name. */
async function tabTo(page: Page, role: 'switch' | 'slider' | 'button' | 'textbox', name: RegExp) {
  const wanted = page.getByRole(role, { name }).first();
  for (let i = 0; i < 60; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No way to ${role} ${name} by Tab.`);
}

test('the opening is used by keyboard alone', async ({ page }) => {
  await openLab(page, 'step', '', 'start');
  await expectDrawn(page);

  const reveal = await tabTo(page, 'switch', /Reveal/);
  await expect(page.locator('.opening')).not.toContainText('of 310 attacks');
  await page.keyboard.press('Space');
  await expect(reveal).toHaveAttribute('aria-checked', 'true');
  await expect(card(page, 'isolation-forest')).toContainText('finds 133 of 310 attacks');

  await tabTo(page, 'slider', /Alert budget/);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('textbox', { name: 'Alert budget', exact: true })).toHaveValue('232');
  await tabTo(page, 'textbox', /^Alert budget$/);
  await page.keyboard.type('22');
  await page.keyboard.press('Enter');
  await expect(page.locator('.plane-share')).toHaveText('alerts, the top 1 %');

  const packets = page.getByRole('textbox', { name: 'Probe, packets' });
  const before = await packets.inputValue();
  await tabTo(page, 'button', /Probe in Isolation Forest/);
  await page.keyboard.press('ArrowLeft');
  await expect(packets).not.toHaveValue(before);
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const far = await packets.inputValue();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  // A long step is five short ones, so that seven short ones lead back by as far.
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  await expect(packets).toHaveValue(far);
  await page.keyboard.press('Enter');
  await expect(page.locator('.nearest')).toContainText('on flow');
});

test('figures of the opening are those of the command line', async ({ page }) => {
  const told = counted('packets,bytes,221');
  await openLab(page, 'step', '', 'start');
  await expectDrawn(page);
  await expect(page.locator('.plane-story').first()).toContainText('SVM finds ? → ?');
  await page.getByRole('switch', { name: 'Reveal the attacks' }).click();
  await page.getByText('Numbers and pictures').click();
  const table = page.locator('.plane-numbers');
  const row = (name: string) => table.getByRole('row').filter({ hasText: name });
  const cells = ({ alerts, judged }: Point) => {
    const { tp, fn, fp } = judged.confusion;
    return `${alerts}${tp}${fn}${fp}`;
  };
  const TITLES = ['Isolation Forest', 'One-Class SVM', 'Local Outlier Factor'];
  for (const [at, title] of TITLES.entries()) {
    await expect(row(`${title}, alert budget`)).toContainText(cells(told.plane[at].budget));
    await expect(row(`${title}, its own threshold`)).toContainText(cells(told.plane[at].own));
    await expect(row(`${title}, budget, all`)).toContainText(cells(told.all[at].budget));
  }
  for (const [at, title] of [
    'Take the logarithm',
    'Train on normal',
    'More neighbours',
  ].entries()) {
    const { off, on } = told.stories[at];
    const figures = [off, on].map(({ judged }) => judged.confusion.tp).join(' → ');
    await expect(page.locator('.plane-story').filter({ hasText: title })).toContainText(figures);
  }
  await expect(page.locator('.plane-question').first()).toContainText(
    'Crypto mining: Forest 0, SVM 0, LOF 0 of 30 flows found. With all features: Forest 30',
  );
  await expect(page.locator('.plane-question').last()).toContainText('C2 beacon:');
});

test('a story, a setting and other features change the planes and their counts', async ({
  page,
}) => {
  await openLab(page, 'step', '', 'start');
  await expectDrawn(page);
  await page.getByRole('switch', { name: 'Reveal the attacks' }).click();
  const lof = card(page, 'local-outlier-factor');
  await expect(lof).toContainText('finds 46 of');
  const story = page.getByRole('region', { name: 'Train on normal only' });
  const side = (name: string) => story.getByRole('button', { name, exact: true });
  await expect(side('All flows')).toHaveAttribute('aria-pressed', 'true');
  await side('Normal only').click();
  await expect(lof).toContainText('finds 213 of');
  await expect(side('Normal only')).toHaveAttribute('aria-pressed', 'true');
  await expect(side('All flows')).toHaveAttribute('aria-pressed', 'false');
  // A story with other axes leaves the others what they say of the settings.
  const log = page.getByRole('region', { name: 'Take the logarithm' });
  await log.getByRole('button', { name: 'Log' }).click();
  await expect(side('All flows')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.plane-question').last()).toContainText('flows found');
  await side('All flows').click();
  await expect(lof).toContainText('finds 46 of');

  await page.getByText('Features and settings').click();
  await page.getByRole('textbox', { name: 'Neighbours', exact: true }).fill('100');
  await page.keyboard.press('Enter');
  await expect(lof).toContainText('finds 136 of');
  await page.getByRole('textbox', { name: 'ν', exact: true }).fill('2');
  await page.keyboard.press('Enter');
  await expect(page.locator('.plane-settings')).toContainText('must be');

  await page.getByRole('combobox', { name: 'Across' }).selectOption('log_duration');
  await expect(card(page, 'one-class-svm').locator('.plane-axis')).toHaveText('duration →');
  const svm = counted('duration,bytes', '--n-neighbors', '100').plane[1].budget;
  await expect(card(page, 'one-class-svm')).toContainText(
    `finds ${svm.judged.confusion.tp} of 310 attacks`,
  );
  // The lab below keeps its own settings.
  expect(new URL(page.url()).search).toBe('');
});

test('the probe is typed and dragged, and all planes answer', LONG, async ({ page }) => {
  await openLab(page, 'step', '', 'start');
  await expectDrawn(page);
  const bytes = page.getByRole('textbox', { name: 'Probe, bytes' });
  await bytes.fill('10 MB');
  await bytes.press('Enter');
  await expect(bytes).toHaveValue('10 MB');
  await bytes.fill('much');
  await bytes.press('Enter');
  await expect(page.locator('.probe-problem')).toContainText('Type bytes such as');
  const plane = card(page, 'one-class-svm').locator('.plane');
  const box = await plane.boundingBox();
  if (box === null) throw new Error('The plane is not drawn.');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  for (const name of DETECTORS) {
    const ring = card(page, name).locator('.probe');
    await expect(ring).toHaveAttribute('style', /left: ?50(\.\d+)?%/);
    await expect(card(page, name).locator('.plane-readout')).toHaveAttribute('data-verdict', /\w/);
  }
});

test('a link that sets or names something opens the lab, and ways lead on', async ({ page }) => {
  await openLab(page, 'step', '?v=1&nu=0.2', null);
  await expect(page.locator('.opening-outline')).toHaveCount(1);
  await expect(page.locator('.planes')).toHaveCount(0);
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await expectDrawn(page);
  await page.getByRole('link', { name: 'Start the lab' }).click();
  await expect(cell(page, 'generate')).toBeInViewport();
});

test(
  'nothing is wrong with the opening by axe, and pictures can be saved',
  LONG,
  async ({ page }) => {
    for (const [width, theme] of [
      [1280, 'light'],
      [360, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: theme });
      await openLab(page, 'step', '', 'start');
      await expect(card(page, 'isolation-forest').locator('canvas')).toHaveAttribute(
        'data-drawn',
        'full',
      );
      await page.getByRole('switch', { name: 'Reveal the attacks' }).click();
      await page.getByText('Features and settings').click();
      await page.getByText('Numbers and pictures').click();
      expect(await violations(page, '.opening')).toEqual([]);
      const scrolls = () => document.documentElement.scrollWidth > innerWidth;
      expect(await page.evaluate(scrolls), `${width} px`).toBe(false);
    }
    for (const format of ['PNG', 'SVG']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `${format} picture of Isolation Forest` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`plane-isolation-forest.${format.toLowerCase()}`);
    }
  },
);

test('a live lab draws its planes before it runs', LONG, async ({ page }) => {
  await openLab(page, 'live', '', 'start');
  const whenDrawn = await page.waitForFunction(() => {
    const drawn = document.querySelectorAll('canvas[data-drawn]').length === 3;
    return drawn && (document.querySelector('article#compare')?.getAttribute('data-status') ?? '-');
  });
  expect(await whenDrawn.jsonValue()).not.toBe('done');
  await expect(cell(page, 'compare')).toHaveAttribute('data-status', 'done');
});
