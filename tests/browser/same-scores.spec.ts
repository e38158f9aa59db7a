import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { CELLS, cell, expectDone, LONG, onCores, openLab, test } from './page.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

for (const [sample, cores] of [
  ['conn.log', 1],
  ['conn.log', 2],
  ['capture.pcap', 2],
] as const) {
  test(
    `the page on cores: ${cores} and the command line give ${sample} the same scores, to the last digit`,
    sample.endsWith('pcap') ? LONG : {},
    async ({ page }, testInfo) => {
      await onCores(page, cores);
      await openLab(page, 'live');
      await cell(page, 'generate').getByRole('button', { name: sample }).click();
      await expect(page.locator('.source strong')).toHaveText(sample);
      await expectDone(page, CELLS);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save scored flows' }).click(),
      ]);
      const ofPage = readFileSync(await download.path(), 'utf8');

      const file = testInfo.outputPath('scores.csv');
      const input = `${ROOT}public/samples/${sample}`;
      execFileSync('node', [`${ROOT}scripts/lab.mjs`, '--input', input, '--scores', file]);
      expect(ofPage.split('\n').length).toBeGreaterThan(200);
      expect(ofPage).toBe(readFileSync(file, 'utf8'));
    },
  );
}
