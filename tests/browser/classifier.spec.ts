import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, expectDone, LONG, openLab, test } from './page.ts';

const QUICK = '?v=1&epochs=20&detectors=robust-z-score';

async function run(page: Page, id: string) {
  await cell(page, id).getByRole('button', { name: /^Run/ }).click();
  await expectDone(page, [id]);
}

test('the classifier names the attacks, judged by flows that it never saw', async ({ page }) => {
  await openLab(page, 'step', QUICK);
  await run(page, 'attack-classifier');
  const classifier = cell(page, 'attack-classifier');
  await expect(classifier.locator('.headline')).toHaveText(
    /^Macro F1 0\.9\d\d · accuracy 0\.9\d\d$/,
  );
  await expect(classifier).toContainText('Computed by WebAssembly');
  const table = classifier.getByRole('table', { name: 'Each class in the 663 test flows' });
  await expect(table.getByRole('row')).toHaveCount(1 + 9 + 2);
  await expect(classifier.getByRole('table', { name: 'What each flow was for' })).toContainText(
    '1,045',
  );
  await table.scrollIntoViewIfNeeded();
  await expect(classifier.locator('.js-plotly-plot').first()).toBeVisible();
  const saved = page.waitForEvent('download');
  await classifier.getByRole('button', { name: 'Save as JSON' }).click();
  expect((await saved).suggestedFilename()).toBe('attack-classifier.json');
  await classifier.getByText('The Python').click();
  await expect(classifier).toContainText('MLPClassifier');
  expect(await violations(page, '#attack-classifier')).toEqual([]);
  await classifier.getByLabel('Test share', { exact: true }).first().fill('0.4');
  await classifier.getByLabel('Test share', { exact: true }).first().press('Enter');
  await expect(classifier).toHaveAttribute('data-status', 'stale');
});

test('a long training is cancelled, and a guess is marked, by keyboard', LONG, async ({ page }) => {
  await openLab(page, 'step', '?v=1&epochs=9000&patience=9000&detectors=robust-z-score');
  await page.getByLabel('Predict first').check();
  const classifier = cell(page, 'attack-classifier');
  await classifier.getByLabel(/How high will its macro F1/).selectOption('less than .5');
  await classifier.getByRole('button', { name: 'Show the result' }).press('Enter');
  await expect(classifier.getByRole('progressbar')).toHaveAttribute('value', /^0\.0[1-9]/);
  await classifier.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(classifier).toHaveAttribute('data-status', 'cancelled');
  await classifier.getByText('How it learns').press('Enter');
  await classifier.getByLabel('Epochs', { exact: true }).first().fill('20');
  await classifier.getByLabel('Epochs', { exact: true }).first().press('Enter');
  await classifier.press('Control+Enter');
  await expectDone(page, ['attack-classifier']);
  await expect(classifier).toContainText('Not so: You said less than .5; it is 0.9');
});

test('an attack that is left out, on a phone in the dark', LONG, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openLab(page, 'step', QUICK);
  await run(page, 'unknown-attack');
  const unknown = cell(page, 'unknown-attack');
  await expect(unknown).toContainText('Not taught, these are called normal:');
  await expect(unknown.getByRole('table', { name: /^The classifier, taught/ })).toContainText(
    'data exfil',
  );
  await expect(unknown.getByRole('table', { name: /^The detectors/ }).getByRole('row')).toHaveCount(
    1 + 8,
  );
  await unknown.locator('figure').first().scrollIntoViewIfNeeded();
  await expect(unknown.locator('.js-plotly-plot').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await violations(page, '#unknown-attack')).toEqual([]);
});

test(
  'a saved lab classifies with the classifier that it was saved with; nothing is trained',
  LONG,
  async ({ page }) => {
    await openLab(page, 'step', QUICK);
    await run(page, 'attack-classifier');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save trained lab' }).click();
    const file = await (await saved).path();
    const networks: string[] = [];
    page.on('request', (request) => {
      if (/tfjs/.test(request.url())) networks.push(request.url());
    });
    await openLab(page, 'step', '?v=1&seed=7');
    await page.locator('input[type=file][accept*="json"]').first().setInputFiles(file);
    await expect(page.getByText('in force: its settings hold').first()).toBeVisible();
    await run(page, 'attack-classifier');
    const classifier = cell(page, 'attack-classifier');
    await expect(classifier).toContainText('This is the classifier of the trained lab');
    await expect(classifier).toContainText('On 2,210 labelled flows its macro F1 is 0.');
    expect(networks).toEqual([]);
    await cell(page, 'unknown-attack').getByRole('button', { name: /^Run/ }).click();
    await expect(cell(page, 'unknown-attack').getByRole('alert')).toContainText(
      'A trained lab is in force',
    );
  },
);
