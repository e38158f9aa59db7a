import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, LONG, openLab, test } from './page.ts';

const HEADER =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,resp_bytes,orig_pkts,resp_pkts';
const ROW = '1545350400,10.0.0.1,1025,192.0.2.1,80,tcp,1,10,20,1,2';
const ODD_ROW = ROW.replace(',1,10,', ',=1+1,10,');

/** Drops files on the page; each text is repeated so many times, to make a large one of a few bytes. */
async function drop(
  page: Page,
  ...files: readonly { name: string; head: string; text?: string; times?: number }[]
): Promise<void> {
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, head, text = '', times = 0 } of dropped) {
      dataTransfer.items.add(new File([head, ...Array(times).fill(text)], name));
    }
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('dragover', options));
    document.body.dispatchEvent(new DragEvent('drop', options));
  }, files);
}

const log = (name: string, ...rows: readonly string[]) => ({
  name,
  head: [HEADER, ...rows, ''].join('\n'),
});

const report = (page: Page) => page.locator('.import-report');

test('a sample is one click away and tells what was read of it', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'conn.log', exact: true }).click();
  const shown = report(page);
  await expect(shown).toContainText('Read as Zeek conn.log (TSV): 1,270 rows, 1,270 kept');
  await expect(shown).toContainText('2025-03-04 09:00:00 to 2025-03-04 09:59:55 (UTC), 60 min');
  await shown.getByText('How labels were read').click();
  await expect(shown.getByLabel('What Malicious means')).toHaveValue('attack');
  await expect(shown.getByRole('row', { name: 'Malicious' })).toHaveText(/125$/);
  await shown.getByText('Top talkers').click();
  await expect(shown.getByRole('row', { name: '192.168.7.112' }).first()).toContainText('127');
  await expect(cell(page, 'generate').locator('.headline')).toHaveText(
    '1,270 flows · 1,145 normal · 125 attacks (9.8 %)',
  );
  expect(await violations(page, '#generate')).toEqual([]);

  await page.getByRole('button', { name: 'capture.pcap' }).click();
  await expect(shown).toContainText('Read as Packet capture (pcap): 262 rows');

  await page.getByRole('button', { name: 'flows.csv' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Read / })
    .click();
  await expect(shown).toContainText('804 rows');
  await expect(shown).toContainText('2025-03-04 09:00:');

  await page.getByRole('button', { name: 'Back to generated flows' }).click();
  await expect(page.locator('.source')).toContainText('These flows are generated.');
});

test('two files dropped anywhere are one data set; what went wrong can be saved', async ({
  page,
}) => {
  await openLab(page);
  await drop(page, log('monday.csv', ROW, ODD_ROW), log('tuesday.csv', ROW, ROW));
  const shown = report(page);
  await expect(shown).toContainText('2 files read as Zeek conn.log');
  await expect(shown).toContainText('4 rows, 3 kept, 1 refused');
  await expect(page.locator('.source')).toContainText('monday.csv and 1 more');

  const download = page.waitForEvent('download');
  await shown.getByRole('button', { name: 'Save the troubles as CSV' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  expect(saved).toContain("monday.csv,duration is not a number,refused,1,line,3,'=1+1\n");
});

test('what cannot be read leaves everything as it was and says why', async ({ page }) => {
  await openLab(page);
  await drop(page, log('good.csv', ROW, ROW));
  await expect(report(page)).toContainText('2 rows, 2 kept');
  const alert = page.locator('.source').getByRole('alert');
  for (const [file, reason] of [
    [log('broken.csv', ODD_ROW), /^broken\.csv: none of its 1 rows can be used; line 2: duration/],
    [
      { name: 'flows.csv', head: 'PAR1\u0000\u0001\u0002' },
      /^flows\.csv: a Parquet file that cannot be read: .*duckdb/,
    ],
    [{ name: 'empty.log', head: '' }, /^empty\.log: empty/],
  ] as const) {
    await drop(page, file);
    await expect(alert).toHaveText(reason);
    await expect(alert).toContainText('Nothing was changed.');
    await expect(alert).toBeInViewport();
    await expect(page.locator('.source')).toContainText('good.csv');
  }
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', 'ts,proto');
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  });
  await expect(alert).toContainText('is text, not a file');
  await expect(report(page)).toContainText('2 rows, 2 kept');
});

test(
  'a file of one flow is too few for a detector, which says so and of which file',
  LONG,
  async ({ page }) => {
    await openLab(page, 'live');
    await drop(page, log('lonely.csv', ROW, ODD_ROW));
    await expect(cell(page, 'local-outlier-factor')).toContainText(
      'lonely.csv has 1 usable row (1 of 2 refused, the first in line 3: duration is not a number), ' +
        'but the Local Outlier Factor needs at least 2 to learn from. Take a file with more rows, or ' +
        'choose other detectors.',
    );
    await expect(cell(page, 'isolation-forest')).toHaveAttribute('data-status', 'done');
    await expect(page.getByText(/\bundefined\b(?! and)|\bNaN\b/)).toHaveCount(0);
  },
);

test(
  'a large file tells how far it is, can be cancelled, and is sampled',
  LONG,
  async ({ page }) => {
    await openLab(page);
    const large = { ...log('large.csv'), text: `${ROW}\n`.repeat(10_000) };
    await drop(page, { ...large, times: 300 });
    const source = page.locator('.source');
    await expect(source.getByRole('progressbar', { name: 'Reading large.csv' })).toBeVisible();
    await expect(source.locator('.import-progress')).toContainText(
      /large\.csv: [1-9]\d* of 163 MB, [1-9][\d,]+ rows/,
    );
    await source.getByRole('button', { name: 'Cancel reading large.csv' }).click();
    await expect(source.getByRole('progressbar')).toHaveCount(0);
    await expect(source).toContainText('These flows are generated.');
    await expect(source.getByRole('alert')).toHaveCount(0);

    await drop(page, { ...large, times: 6 });
    await expect(cell(page, 'generate')).toContainText(
      'Analysed is a uniform sample of 50,000 of 60,000 flows, drawn by seed 42.',
    );
    await page.getByLabel('Flows at most', { exact: true }).fill('1000');
    await page.keyboard.press('Enter');
    await cell(page, 'generate').getByRole('button', { name: 'Run' }).click();
    await expect(cell(page, 'generate')).toContainText('uniform sample of 1,000 of 60,000 flows');
  },
);

test(
  'times without a zone ask for theirs, and are shown in the one chosen',
  LONG,
  async ({ page }) => {
    await openLab(page);
    const head =
      'StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes';
    const row =
      '2011/08/10 09:46:53.047277,3.5,tcp,192.0.2.1,1025,   ->,192.0.2.2,80,FSPA_FSPA,9,900,300';
    await drop(page, { name: 'argus.csv', head: `${head}\n${row}\n` });
    const question = page.getByRole('group', { name: /name no zone/ });
    await expect(question).toContainText('Read as of UTC now');
    await expect(report(page)).toContainText('2011-08-10 09:46:53');
    await question.getByLabel('Or typed').fill('Atlantis');
    await page.keyboard.press('Enter');
    await expect(question.getByRole('alert')).toContainText('“Atlantis” is no zone known here');
    await question.getByLabel('Or typed').fill('Europe/Prague');
    await page.keyboard.press('Enter');
    await cell(page, 'generate').getByRole('button', { name: 'Run' }).click();
    await expect(report(page)).toContainText('2011-08-10 07:46:53');
    await expect(report(page)).toContainText('they were read as of Europe/Prague');
  },
);

test.use({ timezoneId: 'America/New_York' });

test('times are shown in UTC unless chosen otherwise, and say which', LONG, async ({ page }) => {
  await openLab(page);
  await drop(page, log('winter.csv', ROW, ROW));
  await expect(report(page)).toContainText('2018-12-21 00:00:00 (UTC)');
  await page.getByLabel('Show times in').selectOption('machine');
  await expect(report(page)).toContainText('2018-12-20 19:00:00 (America/New_York)');
  await expect(page.locator('.flow-grid')).toContainText('start_time (America/New_York)');
  await expect(page.locator('.flow-grid')).toContainText('2018-12-20 19:00:00.000');
});
