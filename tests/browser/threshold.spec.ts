import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { cell, LONG, openLab, test } from './page.ts';

const CONN_LOG = readFileSync(new URL('../fixtures/import/conn.log', import.meta.url));

/** The cell with the threshold, run. */
async function openScores(page: Page) {
  await openLab(page);
  await page.getByRole('button', { name: 'Run Scores and attacks' }).click();
  const scores = cell(page, 'scores');
  await expect(scores).toHaveAttribute('data-status', 'done');
  return scores;
}

async function type(page: Page, label: string, text: string): Promise<void> {
  const field = cell(page, 'scores').getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Enter');
}

test('by keys the threshold moves flow by flow, and all that hangs on it follows', async ({
  page,
}) => {
  const scores = await openScores(page);
  const slider = scores.getByRole('slider');
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    '0.53412: 221 alerts, 8 of them false; 97 of 310 attacks missed',
  );
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(scores.getByLabel('Alerts', { exact: true })).toHaveValue('222');
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /: 0 alerts, .* 310 of 310 attacks missed/,
  );
  await expect(scores.locator('.measures').getByRole('definition').first()).toHaveText('–');
  await page.keyboard.press('Home');
  const confusion = scores.getByRole('table', { name: 'Confusion matrix at this threshold' });
  await expect(confusion.getByRole('cell').filter({ hasText: 'false positives' })).toHaveText(
    '1,900 false positives',
  );
  await expect(scores.getByRole('status').filter({ hasText: '2,210 alerts' })).toHaveCount(1);
  await scores.getByRole('button', { name: 'Reset to its own' }).click();
  await expect(scores.getByLabel('Alerts', { exact: true })).toHaveValue('221');
});

test('typed as score, percentile or alerts it is one threshold, or a reason why not', async ({
  page,
}) => {
  const scores = await openScores(page);
  const value = (label: string) => scores.getByLabel(label, { exact: true });
  await type(page, 'Alerts', '310');
  await expect(value('Percentile')).toHaveValue('85.97 %');
  await type(page, 'Percentile', '90');
  await expect(value('Alerts')).toHaveValue('221');
  await expect(value('Score')).toHaveValue('0.53412');
  await type(page, 'Score', '0.5');
  await expect(value('Alerts')).toHaveValue('301');
  await type(page, 'Percentile', '110');
  await expect(scores.getByRole('alert')).toHaveText(
    'The percentile must lie in 0 … 100; got 110.',
  );
  await type(page, 'Percentile', '90');
  await type(page, 'Score', '0,5');
  await expect(scores.getByRole('alert')).toHaveText('Type a number such as 0.53; got “0,5”.');
  await expect(value('Alerts')).toHaveValue('221');
});

test('dragged on the chart, the line takes the figures, curves and the calculator with it', async ({
  page,
}) => {
  const scores = await openScores(page);
  const line = scores.locator('.threshold-line');
  await scores.getByRole('group', { name: /^Scores of the .*picture/ }).scrollIntoViewIfNeeded();
  await expect(line).toBeVisible();
  await expect(scores).toContainText('Of 4,893 alerts a day, 687 are right and 4,206 false.');
  const box = await line.boundingBox();
  if (box === null) throw new Error('the line is visible');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 90, y, { steps: 5 });
  await page.mouse.up();
  const alerts = scores.getByLabel('Alerts', { exact: true });
  await expect(alerts).not.toHaveValue('221');
  expect(Number(await alerts.inputValue())).toBeGreaterThan(300);
  await expect(line).toContainText(`${await alerts.inputValue()} alerts`);
  await expect(scores).not.toContainText('Of 4,893 alerts a day');
  expect((await line.boundingBox())?.x).toBeCloseTo(box.x - 90, -1);
});

test(
  'typed as alerts a day it is the threshold that keeps to them, on the network put in',
  LONG,
  async ({ page }) => {
    const scores = await openScores(page);
    await expect(scores.getByLabel('Alerts a day', { exact: true })).toHaveValue('4,893');
    await type(page, 'Alerts a day', '3000');
    await expect(scores.getByLabel('Alerts', { exact: true })).not.toHaveValue('221');
    const kept = await scores.getByLabel('Alerts a day', { exact: true }).inputValue();
    expect(Number(kept.replace(',', ''))).toBeLessThanOrEqual(3000);
    await expect(scores).toContainText(`Of ${kept} alerts a day`);
    await type(page, 'Alerts a day', '-5');
    await expect(scores.getByRole('alert')).toHaveText(
      'Alerts a day must be 0 or more, such as 100; got -5.',
    );
  },
);

test(
  'the words, the corners and every detector’s column follow the threshold',
  LONG,
  async ({ page }) => {
    const scores = await openScores(page);
    await type(page, 'Score', '0.5');
    await expect(scores.locator('figcaption').first()).toContainText(
      'A flow that scores above 0.5 raises an alert (its own threshold is 0.53412): 301 do.',
    );
    await scores.getByRole('group', { name: /^Scores of the .*picture/ }).scrollIntoViewIfNeeded();
    await expect(scores.locator('.threshold-line')).toContainText('301 alerts');
    const missed = await scores
      .getByRole('table', { name: 'Confusion matrix at this threshold' })
      .getByRole('cell', { name: /missed/ })
      .textContent();
    await expect(scores.locator('.corner', { hasText: 'missed' })).toHaveText(missed ?? '');
    const row = scores
      .getByRole('table', { name: /ranked by difficulty/ })
      .getByRole('row')
      .filter({ hasText: 'brute force' });
    const before = await row.getByRole('cell').last().textContent();
    await scores.getByLabel('Scores of', { exact: true }).selectOption('local-outlier-factor');
    await type(page, 'Alerts', '2000');
    await expect(row.getByRole('cell').last()).not.toHaveText(before ?? '');
    // The line stays where its detector's scores are, however they are spread.
    await scores.getByRole('radio', { name: 'Linear' }).check();
    await expect(scores.locator('.threshold-line')).toBeVisible();
    await scores.getByRole('radio', { name: 'As in the Python notebook' }).check();
    await expect(scores.locator('.threshold-line')).toHaveCount(0);
    await expect(scores.locator('figcaption').first()).toContainText('Nine tenths of all scores');
  },
);

test(
  'the best F1 carries its warning; a threshold that is set stays until it is put back',
  LONG,
  async ({ page }) => {
    const scores = await openScores(page);
    const alerts = scores.getByLabel('Alerts', { exact: true });
    const rerun = async (contamination: string) => {
      const field = page.getByRole('textbox', { name: 'Contamination', exact: true });
      await field.fill(contamination);
      await field.press('Enter');
      await page.getByRole('button', { name: 'Run Scores and attacks' }).click();
      await expect(scores).toHaveAttribute('data-status', 'done');
    };
    await scores.getByRole('button', { name: 'Best F1' }).click();
    await expect(scores.locator('.warning')).toContainText('chosen with the same labels');
    await expect(scores.locator('.warning')).toContainText(/Held out: .* on the other half\./);
    await type(page, 'Score', '0.5');
    await rerun('0.3');
    await expect(alerts).toHaveValue('301');
    await scores.getByRole('button', { name: 'Reset to its own' }).click();
    await expect(alerts).toHaveValue('663');
  },
);

test(
  'a threshold is a setting: in the address, undone, and typed at its detector',
  LONG,
  async ({ page }) => {
    const scores = await openScores(page);
    const alerts = scores.getByLabel('Alerts', { exact: true });
    const setting = page.getByRole('textbox', {
      name: 'Threshold of Isolation Forest',
      exact: true,
    });
    await type(page, 'Score', '0.5');
    await expect(setting).toHaveValue('-0.5');
    await expect(page).toHaveURL(/isolation-forest-threshold=-0\.5(&|$)/);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(setting).toHaveValue('own');
    await expect(alerts).toHaveValue('221');
    await setting.fill('-0.5');
    await setting.press('Enter');
    await expect(alerts).toHaveValue('301');
    await page.getByRole('button', { name: 'Run Scores and attacks' }).click();
    await expect(cell(page, 'isolation-forest')).toContainText('301 alerts');
  },
);

test('on a person’s own traffic a threshold stays out of the address', LONG, async ({ page }) => {
  await openLab(page, 'step', '?v=1&isolation-forest-threshold=-0.5');
  const setting = page.getByRole('textbox', { name: 'Threshold of Isolation Forest', exact: true });
  await expect(setting).toHaveValue('-0.5');
  await page
    .locator('.source input[type=file]')
    .setInputFiles({ name: 'conn.log', mimeType: 'text/plain', buffer: CONN_LOG });
  await expect(cell(page, 'generate')).toContainText('The flows come from conn.log');
  await expect(page).not.toHaveURL(/threshold/);
  await setting.fill('-0.6');
  await setting.press('Enter');
  const nu = page.getByRole('textbox', { name: /\bnu$/ });
  await nu.fill('0.2');
  await nu.press('Enter');
  await expect(page).toHaveURL(/nu=0\.2$/);
});

test('the calculator takes any network, and says what it cannot take', LONG, async ({ page }) => {
  const scores = await openScores(page);
  await type(page, 'Share of attacks', '0.01 %');
  await expect(scores).toContainText('69 are right');
  await type(page, 'Flows a day', 'a few');
  await expect(scores.getByRole('alert')).toHaveText(
    'Type a number such as 1,000,000; got “a few”.',
  );
  await type(page, 'Flows a day', '2e6');
  await expect(scores).toContainText('63 of 200 attacks are missed');
  await type(page, 'Share of attacks', '200');
  await expect(scores.getByRole('alert')).toContainText('must be a share in 0 … 100 %');
});

test(
  'without labels there are alerts and their percentile, and no judgement',
  LONG,
  async ({ page }) => {
    await openLab(page);
    await page
      .locator('.source input[type=file]')
      .setInputFiles({ name: 'conn.log', mimeType: 'text/plain', buffer: CONN_LOG });
    await expect(cell(page, 'generate')).toContainText('The flows come from conn.log');
    await page.getByRole('button', { name: 'Run Scores and attacks' }).click();
    const scores = cell(page, 'scores');
    await expect(scores).toHaveAttribute('data-status', 'done');
    await expect(scores.getByRole('slider')).toHaveAttribute('aria-valuetext', /: \d+ alerts?$/);
    await expect(scores.getByText('Without labels nobody can say which alerts')).toBeVisible();
    await expect(scores.getByText('This needs flows labelled normal')).toBeVisible();
    await expect(scores.getByRole('button', { name: 'Best F1' })).toHaveCount(0);
    await expect(scores.getByRole('heading', { name: 'Every threshold at once' })).toHaveCount(0);
  },
);
