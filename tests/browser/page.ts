import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';

/**
 * A page that is watched: nothing in the console but silence, no error that nobody caught, and no
 * request but plain GETs of the lab's own files.
 */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
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

/** Opens the lab and waits until it can be used. */
export async function openLab(page: Page): Promise<void> {
  await page.goto('');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Network Anomaly Lab');
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
] as const;
