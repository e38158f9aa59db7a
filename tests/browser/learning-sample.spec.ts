import { expect } from '@playwright/test';
import { cell, LONG, openLab, test } from './page.ts';

test(
  'a detector that learnt from a sample says so, and what all would take',
  LONG,
  async ({ page }) => {
    await openLab(page, 'step', '?one-class-svm-sample=700&detectors=one-class-svm');
    await page.getByRole('button', { name: 'Run One-Class SVM' }).click();
    const svm = cell(page, 'one-class-svm');
    await expect(svm).toHaveAttribute('data-status', 'done');
    await expect(svm).toContainText(
      'Learnt from 700 of 2,210 flows, drawn at random, and scored all.',
    );
    await expect(svm).toContainText(
      /about \d+ s: an estimate by fits on 350 and 700 flows on this machine/,
    );
    await svm.getByRole('button', { name: 'Learn from all flows, about' }).click();
    await expect(page).toHaveURL(/one-class-svm-sample=all/);
    await page.getByRole('button', { name: 'Run One-Class SVM' }).click();
    await expect(svm).toHaveAttribute('data-status', 'done');
    await expect(svm).not.toContainText('Learnt from');
  },
);
