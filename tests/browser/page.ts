import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';

/** Most tests have no service worker: it hides requests from them, and keeps 5 MB each time. */
const WITHOUT_SERVICE_WORKER = 'Service Worker registration blocked by Playwright';

/**
 * A page that is watched: nothing in the console but silence, no error that nobody caught, and no
 * request but plain GETs of the lab's own files.
 */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, context, baseURL }, use) => {
      const complaints: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        if (message.text() === WITHOUT_SERVICE_WORKER) return;
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      context.on('request', (request) => {
        const own = request.url().startsWith(baseURL ?? '') || /^(data|blob):/.test(request.url());
        if (!own || request.method() !== 'GET')
          complaints.push(`${request.method()} ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** For a test of the long checks alone: the same in the dark, or what others come close to. */
export const LONG = { tag: '@long' };

/** For a test that measures the page: no other runs beside it. */
export const ALONE = { tag: '@alone' };

/**
 * Opens the lab on one page and waits until it can be used. In step mode nothing runs until asked.
 *
 * @param at the place that is opened: away from the start no planes are computed; `null`: as the link
 *   says
 */
export async function openLab(
  page: Page,
  mode: 'step' | 'live' = 'step',
  query = '',
  at: 'start' | 'generate-step' | null = 'generate-step',
): Promise<void> {
  await page.addInitScript((chosen) => {
    localStorage.setItem('network-anomaly-lab.mode', chosen);
    localStorage.setItem('network-anomaly-lab.view', 'page');
    localStorage.setItem('network-anomaly-lab.cells', 'open');
  }, mode);
  await page.addInitScript((place) => {
    if (place !== null && location.hash === '') history.replaceState(null, '', `#${place}`);
  }, at);
  await page.goto(query);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Network Anomaly Lab');
  await page.evaluate(() => history.replaceState(history.state, '', location.href.split('#')[0]));
}

/** The cell with that name. */
export function cell(page: Page, id: string) {
  return page.locator(`article#${id}`);
}

/** Waits until the named cells are done. */
export async function expectDone(page: Page, ids: readonly string[]): Promise<void> {
  for (const id of ids) await expect(cell(page, id)).toHaveAttribute('data-status', 'done');
}

export const CELLS = [
  'generate',
  'engineer',
  'scale',
  'isolation-forest',
  'one-class-svm',
  'local-outlier-factor',
  'compare',
  'scores',
  'timeline',
] as const;

/** Presses an entry of the menu at the end of the header. */
export async function chooseInMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name, exact: true }).click();
}

/** Makes the page believe that the machine has so many cores; before it is opened. */
export async function onCores(page: Page, cores: number): Promise<void> {
  await page.addInitScript((number) => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => number });
  }, cores);
}
