import { expect, type Page } from '@playwright/test';
import { cell, openLab, test } from './page.ts';

/** Drops a file of the lab's own folder on the page, as it is. */
async function dropSample(page: Page, name: string): Promise<void> {
  await page.evaluate(async (file) => {
    const bytes = await (await fetch(`samples/${file}`)).blob();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], file));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('drop', options));
  }, name);
}

test('each sample can be dropped and is read', async ({ page }) => {
  await openLab(page);
  const source = page.locator('.source strong');
  const headline = cell(page, 'generate').locator('.headline');

  await dropSample(page, 'conn.log');
  await expect(source).toHaveText('conn.log');
  await expect(headline).toContainText('1,270 flows · 1,145 normal · 125 attacks');

  await dropSample(page, 'capture.pcap');
  await expect(source).toHaveText('capture.pcap');
  await expect(headline).toContainText('262 flows without labels');

  await dropSample(page, 'flows.csv');
  await page.getByRole('button', { name: 'Read flows.csv' }).click();
  await expect(source).toHaveText('flows.csv');
  await expect(headline).toContainText('802 flows without labels');
});
