import { expect, type Page } from '@playwright/test';
import { CELLS, cell, expectDone, LONG, openLab, test } from './page.ts';

/** Cells that run only when asked. */
const ON_DEMAND = [
  'voting',
  'time',
  'attack-classifier',
  'unknown-attack',
  'red-team',
  'pitfalls',
  'stream',
];

/** Waits until nothing runs, waits or is out of date, but for what runs only when asked. */
async function settled(page: Page): Promise<void> {
  const unsettled = () =>
    page.locator('article').evaluateAll(
      (cells, onDemand) =>
        cells
          .map(({ id, dataset }) => `${id} ${dataset.status}`)
          .filter((line) => !onDemand.includes(line.split(' ')[0]))
          .filter((line) => /fresh|stale|queued|running/.test(line)),
      ON_DEMAND,
    );
  await expect.poll(unsettled, { timeout: 60_000 }).toEqual([]);
}

/** Every figure on the page in words, but for how long something took; and how each cell ended. */
async function figures(page: Page): Promise<string[]> {
  // In a tab behind another nothing comes into view, and what waits for that waits.
  await page.bringToFront();
  let shown: string[] = [];
  for (let before = ''; before === '' || shown.join() !== before; ) {
    before = shown.join();
    await settled(page);
    // Some charts, and the address, follow once nothing has changed for half a second.
    await page.waitForTimeout(700);
    shown = await page
      .locator('article, article > .problem, article :is(.headline, figcaption, table), #summary')
      .evaluateAll((parts) =>
        parts.map((part) => {
          if (part.matches('article')) return `${part.id} ${(part as HTMLElement).dataset.status}`;
          const text = (part.textContent ?? '').replace(/[\d.,]+ (ms|s|min)(?![a-z])/g, 'a while');
          return `${part.closest('article')?.id ?? part.id}: ${text}`;
        }),
      );
  }
  return shown;
}

/** What a page shows that is opened by the link of this one. */
async function freshFigures(page: Page): Promise<string[]> {
  const fresh = await page.context().newPage();
  await openLab(fresh, 'live', page.url());
  const shown = await figures(fresh);
  await fresh.close();
  expect(shown.length).toBeGreaterThan(30);
  return shown;
}

/** Keeps every worker that the page starts where a test can end it. */
async function holdWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(globalThis, { workers });
    const Real = Worker;
    globalThis.Worker = class extends Real {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        workers.push(this);
      }
    };
  });
}

/** Ends them all, as a browser does that wants their memory: nobody is told. */
function killWorkers(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const worker of (globalThis as unknown as { workers: Worker[] }).workers) {
      worker.terminate();
    }
  });
}

/** Waits for a cell to run, which may be over within a moment. */
async function running(page: Page, id: string): Promise<void> {
  await page.waitForFunction((name) => {
    return document.getElementById(name)?.dataset.status === 'running';
  }, id);
}

const runAll = (page: Page) => page.getByRole('button', { name: 'Run all' }).click();

const HEADER =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,resp_bytes,orig_pkts,resp_pkts\n';
const ROW = '1545350400,10.0.0.1,1025,192.0.2.1,80,tcp,1,10,20,1,2\n';

/** Drops a log of very many flows on the page, and waits until it is being read. */
async function dropLargeLog(page: Page): Promise<void> {
  await page.evaluate(
    ([head, rows]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([head, ...Array(400).fill(rows)], 'large.csv'));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('drop', options));
    },
    [HEADER, ROW.repeat(10_000)],
  );
  await expect(page.getByRole('progressbar', { name: 'Reading large.csv' })).toBeVisible();
}

test(
  'workers that are killed in mid-run are told of, and running again gives the figures',
  LONG,
  async ({ page }) => {
    await holdWorkers(page);
    await openLab(page, 'step', '?v=1&n-estimators=200&max-samples=1.0');
    await runAll(page);
    await running(page, 'isolation-forest');
    await killWorkers(page);
    const forest = cell(page, 'isolation-forest');
    await expect(forest.getByRole('alert')).toHaveText(/^The worker stopped: it was ended before/);
    await expect(page.locator('article[data-status="running"]')).toHaveCount(0);
    await forest.getByRole('button', { name: /^Run/ }).click();
    await runAll(page);
    expect(await figures(page)).toEqual(await freshFigures(page));

    // Those that wait for the next task are replaced, too.
    await killWorkers(page);
    await page.getByRole('textbox', { name: /\bn_neighbors$/ }).fill('30');
    await page.getByRole('textbox', { name: /\bn_neighbors$/ }).press('Enter');
    await runAll(page);
    expect(await figures(page)).toEqual(await freshFigures(page));
  },
);

test(
  'an import whose worker is killed, or whose page is reloaded, leaves nothing behind',
  LONG,
  async ({ page }) => {
    await holdWorkers(page);
    await openLab(page, 'live', '?v=1&seed=7&nu=0.2');
    const before = await figures(page);
    await dropLargeLog(page);
    await killWorkers(page);
    const source = page.locator('.source');
    await expect(source.getByRole('alert')).toContainText('The worker stopped');
    await expect(source.getByRole('alert')).toContainText('Nothing was changed.');
    await expect(page.getByRole('progressbar', { name: 'Reading large.csv' })).toHaveCount(0);
    expect(await figures(page)).toEqual(before);

    await dropLargeLog(page);
    await page.reload();
    await expect(source).toContainText('These flows are generated.');
    expect(await figures(page)).toEqual(before);

    await page.locator('.source input[type=file]').setInputFiles({
      name: 'small.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(HEADER + ROW.repeat(9)),
    });
    await expect(cell(page, 'generate').locator('.headline')).toHaveText(/^9 flows/);
  },
);

test('without storage, locks and WebAssembly the figures are the same', LONG, async ({ page }) => {
  await openLab(page, 'live');
  const expected = await figures(page);
  await page.addInitScript(() => {
    const refuse = () => {
      const get = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(globalThis, name, { get });
      }
      for (const name of ['storage', 'locks', 'serviceWorker']) {
        Object.defineProperty(Object.getPrototypeOf(navigator), name, { get });
      }
      Reflect.deleteProperty(globalThis, 'WebAssembly');
    };
    refuse();
    const Real = Blob;
    globalThis.Blob = class extends Real {
      constructor(parts: BlobPart[] = [], options: BlobPropertyBag = {}) {
        // Workers start from a script of this kind.
        const isScript = options.type === 'text/javascript';
        super(isScript ? [`(${refuse})();`, ...parts] : parts, options);
      }
    };
  });
  await page.reload();
  // What was chosen to be shown is not kept either.
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('radio', { name: 'One page' }).check();
  await page.getByRole('radio', { name: 'All open' }).check();
  await page.keyboard.press('Escape');
  expect(await figures(page)).toEqual(expected);
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.goto('?v=1&detectors=autoencoder&epochs=2#autoencoder');
  await settled(page);
  await expect(cell(page, 'autoencoder')).toContainText('Computed by plain JavaScript');
});

test('two tabs at once mind their own business', LONG, async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([
    openLab(page, 'live', '?v=1&seed=3&contamination=0.2'),
    openLab(other, 'live', '?v=1&seed=4&log-ratios=true'),
  ]);
  await page.getByRole('button', { name: 'Dark' }).click();
  const [mine, others] = [await figures(page), await figures(other)];
  expect(mine).not.toEqual(others);
  expect(mine).toEqual(await freshFigures(page));
  expect(others).toEqual(await freshFigures(other));
});

/** Changes controls, and undoes and redoes, faster than the page can follow; chosen by the seed. */
async function storm(page: Page, seed: number, changes: number): Promise<number> {
  return page.evaluate(
    async ([start, count]) => {
      let state = start;
      const random = () => {
        state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
        return state / 2 ** 32;
      };
      const pick = <Item>(items: readonly Item[]): Item =>
        items[Math.floor(random() * items.length)];
      type Field = HTMLInputElement | HTMLSelectElement;
      const type = (field: Field, value: string) => {
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      };
      const change = (field: Field) => {
        if (field instanceof HTMLSelectElement) type(field, pick([...field.options]).value);
        else if (field.type === 'checkbox') field.click();
        else if (field.type === 'range') {
          const [from, to] = [Number(field.min), Number(field.max)];
          type(field, String(from + random() * (to - from)));
        } else {
          const number = Number(field.value);
          const words = ['-1', '', '0.1', '7', 'many', String(Math.round(number * 2 * random()))];
          type(field, pick(words));
        }
      };
      // A network takes long to train, who is shown is no setting, and no link tells where a person is.
      const skipped = /Autoencoder|Scores of|Time zone|Train on/;
      const fields = () =>
        [
          ...document.querySelectorAll<Field>('.settings .control :is(input, select):enabled'),
        ].filter((field) => !skipped.test(field.closest('label, .control')?.textContent ?? ''));
      const buttons = (names: RegExp) =>
        [...document.querySelectorAll<HTMLButtonElement>('.actions button:enabled')].filter(
          ({ textContent }) => names.test(textContent ?? ''),
        );
      let made = 0;
      while (made < count) {
        const back = random() < 0.3 ? buttons(/^(Undo|Redo)$/) : [];
        if (back.length > 0) pick(back).click();
        else change(pick(fields()));
        made++;
        await new Promise((next) => setTimeout(next, pick([0, 0, 1, 5, 20, 60])));
      }
      return made;
    },
    [seed, changes] as const,
  );
}

test(
  'after 200 quick changes, undone and redone at random, the page is that of its link',
  LONG,
  async ({ page }) => {
    await openLab(page, 'live');
    await expectDone(page, CELLS);
    expect(await storm(page, 11, 200)).toBe(200);
    expect(await figures(page)).toEqual(await freshFigures(page));
    expect(page.url()).toContain('v=1');
  },
);
