import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { openLab, test } from './page.ts';

const LOG = readFileSync(new URL('../../public/samples/conn.log', import.meta.url));

test('a gzipped log is unpacked in the page, whatever its name; a bomb leaves it as it was', async ({
  page,
}) => {
  await openLab(page);
  const input = page.locator('.source input[type=file]').first();
  const half = LOG.indexOf('\n', LOG.length / 2) + 1;
  const members = [LOG.subarray(0, half), LOG.subarray(half)].map((part) => gzipSync(part));
  await input.setInputFiles({
    name: 'conn.txt',
    mimeType: 'text/plain',
    buffer: Buffer.concat(members),
  });
  const report = page.locator('.import-report');
  await expect(report).toContainText('Read as Zeek conn.log (TSV): 1,270 rows, 1,270 kept');

  const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20, '1,2,3\n'), { level: 9 });
  await input.setInputFiles({ name: 'bomb.csv.gz', mimeType: 'application/gzip', buffer: bomb });
  const alert = page.locator('.source').getByRole('alert');
  await expect(alert).toContainText('bomb.csv.gz: gzip data that unpacks to more than 200 times');
  await expect(alert).toContainText('Nothing was changed.');
  await expect(report).toContainText('1,270 rows');
});
