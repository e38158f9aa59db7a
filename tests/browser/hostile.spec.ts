import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { visibleText } from '../../src/data/visible-text.ts';
import { HOSTILE, hostileFlows, hostileTable } from '../hostile-text.ts';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

const FILE_NAME = '<img src=x onerror="globalThis.harmed=1">\u202e=cmd.csv';

async function open(page: Page, text: string): Promise<void> {
  page.on('dialog', (dialog) => {
    throw new Error(`A dialog opened: ${dialog.message()}`);
  });
  await openLab(page, 'step', '?v=1&n-estimators=10');
  await page.locator('.source input[type=file]').setInputFiles({
    name: FILE_NAME,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
}

/** Opens every fold, and brings every chart into view so that it is drawn. */
async function unfold(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((folds) => {
    for (const fold of folds as HTMLDetailsElement[]) fold.open = true;
  });
  for (const chart of await page.locator('#lab .plot').all()) {
    await chart.scrollIntoViewIfNeeded();
    await expect(chart).toHaveClass(/js-plotly-plot/);
  }
}

/** What on the page is not plain, visible text. */
function mischief(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const steering = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
    const found: string[] = [];
    const look = (where: string, text: string | null) => {
      if (steering.test((text ?? '').replace(/[\t\n\r]/g, ''))) found.push(`${where}: ${text}`);
    };
    const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) look('text', texts.currentNode.nodeValue);
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['title', 'alt', 'placeholder', 'aria-label']) {
        look(name, element.getAttribute(name));
      }
      for (const name of ['href', 'xlink:href', 'src']) {
        const address = element.getAttribute(name) ?? '';
        if (/evil|^x$/.test(address)) found.push(`${element.tagName} ${name}: ${address}`);
      }
    }
    return { found, harmed: 'harmed' in globalThis, title: document.title };
  });
}

const HARMLESS = { found: [], harmed: false, title: 'Network Anomaly Lab' };

/** As the page writes a name: text of tables, and what charts draw. */
const shown = (name: string) => visibleText(name).replaceAll('_', ' ').replace(/\s+/g, ' ').trim();

async function wordsOf(page: Page, selector: string): Promise<string> {
  const words = await page
    .locator(selector)
    .evaluateAll((parts) => parts.map(({ textContent }) => textContent ?? ''));
  return words.join(' ').replace(/\s+/g, ' ');
}

test(
  'types, services, addresses and a file with hostile names are text, in charts too',
  LONG,
  async ({ page }) => {
    await open(page, hostileFlows());
    const source = page.locator('.source');
    await expect(source).toContainText(`The flows come from ${visibleText(FILE_NAME)}`);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, CELLS);
    await unfold(page);
    expect(await mischief(page)).toEqual(HARMLESS);
    const [tables, ticks] = [
      await wordsOf(page, '#generate table'),
      await wordsOf(page, '#generate .ytick text'),
    ];
    for (const name of HOSTILE) {
      expect(tables).toContain(shown(name));
      expect(ticks).toContain(shown(name));
    }

    // The card of a flow, and what is found by its name.
    const flows = page.locator('#flows');
    await page
      .getByRole('table', { name: /most anomalous/i })
      .getByRole('button')
      .first()
      .click();
    await flows.getByRole('button', { name: 'Show the truth' }).click();
    await expect(flows.getByText('It really is:')).toBeVisible();
    await flows
      .getByRole('searchbox')
      .or(flows.getByLabel(/Search|Find|text/i))
      .first()
      .fill('<img');
    await cell(page, 'generate').locator('.nsewdrag').first().hover();
    expect(await mischief(page)).toEqual(HARMLESS);

    const saved = page.waitForEvent('download');
    await page.locator('#export').getByRole('button', { name: 'Save flows' }).click();
    const csv = readFileSync(await (await saved).path(), 'utf8');
    expect(csv).toContain(`,'=cmd|' /C calc'!A0`);
    expect(csv).not.toMatch(/(^|,)[=@]/m);
  },
);

test(
  'columns with hostile names are text where they are mapped, and in charts',
  LONG,
  async ({ page }) => {
    await open(page, hostileTable());
    await expect(page.locator('.source')).toContainText(visibleText(FILE_NAME));
    await page.getByRole('button', { name: 'Change what the columns mean' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(visibleText(FILE_NAME));
    await dialog.getByLabel(/^flows, whose features/).check();
    await expect(dialog.locator('option', { hasText: '=HYPERLINK' }).first()).toBeAttached();
    expect(await mischief(page)).toEqual(HARMLESS);
    await dialog.getByLabel(/^a table of numbers/).check();
    await dialog.getByRole('button', { name: /^Read / }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, ['scale', 'compare', 'scores']);
    await unfold(page);
    expect(await mischief(page)).toEqual(HARMLESS);
    const words = await wordsOf(page, '#scale table');
    // What is called normal is taken for an answer, not for a feature.
    for (const name of HOSTILE.filter((one) => !one.startsWith('normal'))) {
      expect(words).toContain(visibleText(name).replace(/\s+/g, ' '));
    }
  },
);
