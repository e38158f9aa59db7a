import { expect } from '@playwright/test';
import { CELLS, chooseInMenu, expectDone, LONG, openLab, test } from './page.ts';

test(
  'a rule survives a reload, says what it took, and is gone once the lab starts fresh',
  LONG,
  async ({ page }) => {
    await openLab(page, 'live');
    await expectDone(page, CELLS);
    const triage = page.locator('#triage');
    const rules = triage.getByRole('list', { name: 'Rules' });
    await triage.getByLabel('Allow', { exact: true }).fill('port 22');
    await triage.getByRole('button', { name: 'Add the rule' }).click();
    await expect(triage.locator('.last-allowed')).toHaveText(
      /port 22 is allowed: \d+ alerts are gone, \d+ of them attacks\. Undo/,
    );
    await triage.getByRole('button', { name: 'Undo' }).click();
    await expect(rules).toHaveCount(0);
    await triage.getByLabel('Allow', { exact: true }).fill('port 22');
    await triage.getByRole('button', { name: 'Add the rule' }).click();
    await expect(rules).toContainText('port 22');
    await page.reload();
    await expect(rules).toContainText('port 22');
    await chooseInMenu(page, 'Start fresh');
    const question = page.getByRole('dialog', { name: 'Start fresh?' });
    await expect(question.getByRole('button', { name: 'Leave it as it is' })).toBeFocused();
    await question.getByRole('button', { name: 'Start fresh' }).click();
    await expect(rules).toHaveCount(0);
    await page.reload();
    await expectDone(page, CELLS);
    await expect(triage.getByText('No rules yet')).toBeVisible();
    await expect(rules).toHaveCount(0);
  },
);
