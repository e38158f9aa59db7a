import { expect, test } from 'vitest';
import type { TrafficFormat } from '../../src/data/import/importer.ts';
import { failing } from './claims.ts';
import { formatContract } from './format-contract.ts';
import type { FormatSubject } from './format-subject.ts';
import { formatSubjects } from './format-subjects.ts';

const subjects = await formatSubjects();
const [good] = subjects.filter(({ title }) => title === 'Argus');
const [other] = subjects.filter(({ title }) => title === 'Numeric table');

/** A reader that somebody wrote, and nothing else. */
const WITHOUT_FILES: FormatSubject = {
  ...good,
  title: 'Sysmon',
  askedAs: 'sysmon' as TrafficFormat,
  files: [],
  coveredAs: 'Sysmon',
};

test('a format without a file keeps none of the claims, and the first names it', async () => {
  const claims = formatContract(WITHOUT_FILES);
  expect(await failing(claims)).toEqual(claims.map(({ title }) => title));
  expect(claims[0].check).toThrow('Sysmon');
});

test('a file that its content does not tell, or that another reads, is found out', async () => {
  expect(await failing(formatContract({ ...good, files: other.files }))).toEqual([
    'its content tells it, whatever its name',
    'it may be asked for by name, with no other result, where it has one',
  ]);
});
