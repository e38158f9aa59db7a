import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const HEADER =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,service,duration,orig_bytes,resp_bytes,orig_pkts,resp_pkts';
const rows = Array.from(
  { length: 60 },
  (_, i) => `${1545350400 + i},10.0.0.${1 + (i % 3)},1025,192.0.2.1,443,tcp,ssl,1,${i},20,1,2`,
);
const ODD = '1545350500,10.0.0.9,1025,192.0.2.1,443,tcp,ssl,\u001b[31m,1,1,1,1';
writeFileSync(join(folder, 'conn.csv'), [HEADER, ...rows, ODD, ''].join('\n'));

const RUN = ['--input', 'conn.csv', '--detectors', 'isolation-forest'];

test('the text report tells what was read, and no text of the file steers the terminal', async () => {
  const { code, stdout, stderr } = await lab(RUN, folder);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(
    '61 rows, 60 kept, 1 refused. 2018-12-21 00:00:00 to 2018-12-21 00:00:59',
  );
  expect(stdout).toMatch(/duration is not a number +refused +1 +line 62 +\ufffd\[31m/);
  expect(stdout).toMatch(/10\.0\.0\.1 +20 /);
  expect(stdout).toMatch(/443 +HTTPS +60 /);
  expect(stdout).not.toContain('\u001b');
});

test('the JSON report holds what the page shows of the import', async () => {
  const { stdout } = await lab([...RUN, '--json', '--sample', '40', '--seed', '7'], folder);
  expect(JSON.parse(stdout).import).toMatchObject({
    rowsRead: 61,
    rowsKept: 60,
    sampledFrom: 60,
    counts: 'counted',
    settings: { sample: 40, seed: '7', timeZone: 'UTC' },
    overview: { ports: { distinct: 1, busiest: [{ name: '443', flows: 40 }] } },
  });
});
