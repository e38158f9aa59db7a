import { describe, expect, it } from 'vitest';
import { FORMAT_FACTS } from '../../src/data/import/format-facts.ts';
import { TRAFFIC_FORMATS } from '../../src/data/import/recognise.ts';
import { formatContract } from './format-contract.ts';
import { formatSubjects } from './format-subjects.ts';

const SUBJECTS = await formatSubjects();

it('is asked of every format that one may ask for', () => {
  const asked = new Set(SUBJECTS.map(({ askedAs }) => askedAs));
  expect(TRAFFIC_FORMATS.filter((format) => format !== 'auto' && !asked.has(format))).toEqual([]);
});

it('the page offers nothing that no format is', () => {
  const known = SUBJECTS.map(({ coveredAs }) => coveredAs);
  expect(FORMAT_FACTS.flatMap(({ covers }) => covers).toSorted()).toEqual(
    [...new Set(known)].toSorted(),
  );
});

describe.each(SUBJECTS)('$title', (subject) => {
  for (const { title, check } of formatContract(subject)) it(title, check);
});
