import { expect } from '@playwright/test';
import { cell, LONG, openLab, test } from './page.ts';

/** Nothing ends it early. */
const ENDLESS = '?v=1&epochs=10000&patience=10000';

test(
  'a change that would end a long training asks, by keyboard; the last result is dated',
  LONG,
  async ({ page }) => {
    await openLab(page, 'step', `${ENDLESS}&batch-size=512`);
    const classifier = cell(page, 'attack-classifier');
    const epochs = classifier.getByLabel('Epochs', { exact: true });
    await classifier.scrollIntoViewIfNeeded();
    await classifier.getByText('How it learns').click();
    await page.getByRole('button', { name: 'Run Feature matrix' }).click();
    await expect(cell(page, 'scale')).toHaveAttribute('data-status', 'done');
    await expect(classifier.locator('.run-time')).toHaveText(/^at most about \d+ (s|min)$/);
    await epochs.fill('2');
    await epochs.press('Enter');
    await classifier.getByRole('button', { name: 'Run A classifier' }).click();
    await expect(classifier).toHaveAttribute('data-status', 'done');
    await epochs.fill('10000');
    await epochs.press('Enter');
    const dated = classifier.locator('.as-of');
    await expect(dated).toContainText('Epochs: 2 → 10000');
    await expect(classifier.getByText(/^Macro F1/)).toBeVisible();

    await classifier.getByRole('button', { name: 'Run A classifier' }).click();
    await expect(classifier.locator('.run-time')).toHaveText(/ left$/, { timeout: 60_000 });
    await page.waitForTimeout(10_000);
    const question = page.getByRole('dialog', { name: 'End the run?' });
    const keep = question.getByRole('button', { name: 'Keep running' });
    await epochs.fill('300');
    await epochs.press('Enter');
    await expect(keep).toBeFocused();
    await expect(question).toContainText(/“A classifier of attacks” has been running for \d/);
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(epochs).toHaveValue('10000');
    await expect(classifier).toHaveAttribute('data-status', 'running');

    await epochs.fill('300');
    await epochs.press('Enter');
    await expect(keep).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(epochs).toHaveValue('300');
    await expect(classifier).toHaveAttribute('data-status', 'stale');
    await expect(dated).toContainText('Epochs: 2 → 300');
  },
);
