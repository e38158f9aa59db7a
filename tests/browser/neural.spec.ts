import { expect, type Page } from '@playwright/test';
import { CELLS, cell, expectDone, LONG, openLab, test as watched } from './page.ts';
import { builtSite, serve } from './site.ts';

const WASM = /Computed by WebAssembly: for networks as small as these/;

/** The files of TensorFlow.js that the page and its workers ask for from now on. */
function watchTensorFlow(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? '';
    if (/tfjs|tensorflow|\.wasm$/.test(name)) asked.push(name);
  });
  return asked;
}

async function trainAutoencoder(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run Autoencoder' }).click();
  await expect(cell(page, 'autoencoder')).toHaveAttribute('data-status', 'done');
}

watched(
  'TensorFlow.js is fetched when a network first runs and not before; WebAssembly computes it',
  LONG,
  async ({ page }) => {
    const asked = watchTensorFlow(page);
    await openLab(page);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, CELLS);
    expect(asked).toEqual([]);

    await page.getByRole('checkbox', { name: 'Autoencoder' }).first().check();
    const autoencoder = cell(page, 'autoencoder');
    await expect(autoencoder).toBeVisible();
    expect(asked).toEqual([]);
    await trainAutoencoder(page);
    const kinds = () => new Set(asked.map((name) => name.split('.').at(-1)));
    await expect.poll(kinds).toEqual(new Set(['js', 'wasm']));
    await expect(autoencoder).toContainText(WASM);
    await expect(autoencoder).toContainText('the validation loss is lowest in epoch');
    const chart = autoencoder.getByRole('group', { name: 'Losses of the Autoencoder: picture' });
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('.lines path')).toHaveCount(2);
  },
);

watched('the card of a flow says what the network cannot give back of it', async ({ page }) => {
  await openLab(page, 'step', '?detectors=autoencoder&epochs=5&train-on=normal');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, ['autoencoder', 'scores']);
  const anomalies = page.getByRole('table', { name: /most anomalous/i });
  await anomalies.getByRole('button').first().click();
  const shares = page.getByRole('table', { name: 'What the Autoencoder cannot give back of it' });
  await expect(shares.getByRole('row')).toHaveCount(8);
});

const test = watched.extend<{ site: Awaited<ReturnType<typeof serve>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see what is asked for
  site: async ({}, use) => {
    const site = await serve(builtSite());
    await use(site);
    await site.stop();
  },
  baseURL: ({ site }, use) => use(site.address),
});
test.use({ serviceWorkers: 'allow' });

test(
  'after its first use a network can be trained with the network off',
  LONG,
  async ({ page, site }) => {
    const query = '?detectors=autoencoder&epochs=3';
    await openLab(page, 'step', query);
    await page.getByRole('button', { name: 'Run Network flows' }).click();
    await expect(page.locator('footer')).toContainText('works without a network');
    await trainAutoencoder(page);
    await site.stop();
    await page.goto(query);
    await trainAutoencoder(page);
    await expect(cell(page, 'autoencoder')).toContainText(WASM);
  },
);
