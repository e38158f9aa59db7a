import { expect, type Page } from '@playwright/test';
import { CELLS, cell, expectDone, LONG, openLab, test as watched } from './page.ts';
import { builtSite, laterVersion, serve } from './site.ts';

/** Each test has the site on a host of its own, so that it can be changed and switched off. */
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

const NOTICE = 'A new version is ready. Reload to use it.';

async function openAndKeep(page: Page): Promise<void> {
  await openLab(page);
  await expect(page.locator('footer')).toContainText('works without a network');
}

/** What a tab does when a person comes back to it: it looks for a newer version. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  );
}

/** Has Plotly been fetched and a chart been drawn in this tab? */
async function drawChart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run Network flows' }).click();
  const chart = cell(page, 'generate').getByRole('group', { name: 'Attacks: picture' });
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.locator('.bars .point')).toHaveCount(8);
}

test('after one visit the lab works with the network off, under any path', async ({
  page,
  site,
}) => {
  await openAndKeep(page);
  await site.stop();
  await page.goto('?from=a-link#detect-step');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expectDone(page, CELLS);
  await expect(cell(page, 'compare')).toContainText('0.802');
  await drawChart(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('link', { name: 'Differences from the Python notebook' }).click();
  await page.getByRole('link', { name: 'Back to the lab' }).click();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();
});

test(
  'a new version is announced and taken when the person says so, one tab at a time',
  LONG,
  async ({ page, context, site }) => {
    await openAndKeep(page);
    const other = await context.newPage();
    await openAndKeep(other);
    await expect(page.getByText(NOTICE)).toHaveCount(0);

    site.publish(laterVersion(builtSite(), '9.9.9'));
    await comeBack(page);
    await expect(page.getByRole('status').filter({ hasText: NOTICE })).toBeVisible();
    await expect(other.getByText(NOTICE)).toBeVisible();
    await page.reload();
    await expect(page.locator('footer')).not.toContainText('Version 9.9.9');

    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.locator('footer')).toContainText('Version 9.9.9');
    await expect(page.getByText(NOTICE)).toHaveCount(0);
    await drawChart(page);

    // The other tab still is the old version, whose Plotly the host no longer has.
    await expect(other.locator('footer')).not.toContainText('Version 9.9.9');
    await drawChart(other);
    await other.getByRole('button', { name: 'Reload' }).click();
    await expect(other.locator('footer')).toContainText('Version 9.9.9');
  },
);

test('a version with a file that is not its own is left alone: all or nothing', async ({
  page,
  site,
}) => {
  await openAndKeep(page);
  const mixed = new Map(laterVersion(builtSite(), '9.9.9'));
  mixed.set('differences.html', Buffer.from('<p>half of yet another version</p>'));
  site.publish(mixed);
  const outcome = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing;
    await new Promise((done) => worker?.addEventListener('statechange', done));
    return [worker?.state, await caches.keys().then((names) => names.length)];
  });
  expect(outcome).toEqual(['redundant', 1]);
  await expect(page.getByText(NOTICE)).toHaveCount(0);
  await page.reload();
  await expect(page.locator('footer')).not.toContainText('Version 9.9.9');
});

test(
  'files of an old version go when no tab shows it any more',
  LONG,
  async ({ page, context, site }) => {
    await openAndKeep(page);
    site.publish(laterVersion(builtSite(), '9.9.9'));
    await comeBack(page);
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.locator('footer')).toContainText('Version 9.9.9');
    const versions = (tab: Page) => tab.evaluate(() => caches.keys().then((names) => names.length));
    expect(await versions(page)).toBe(2);
    await page.close();
    const next = await context.newPage();
    await openLab(next);
    await expect.poll(() => versions(next)).toBe(1);
  },
);

test('the browser finds nothing wrong with the manifest and its icons', async ({ page }) => {
  await openLab(page);
  const session = await page.context().newCDPSession(page);
  const { errors, manifest } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(manifest.name).toBe('Network Anomaly Lab');
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // The tests browse privately, where nothing can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
});
