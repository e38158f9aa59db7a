import { describe, expect, it } from 'vitest';
import { cellContract } from './cell-contract.ts';
import { cellSubjects } from './cell-subjects.ts';

const SUBJECTS = await cellSubjects();

it('is asked of cells of every step', () => {
  expect(SUBJECTS.length).toBeGreaterThan(12);
});

describe.each(SUBJECTS)('$title', (subject) => {
  for (const { title, check } of cellContract(subject)) it(title, check);
});
