import { describe, expect, it } from 'vitest';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import { detectorContract } from './detector-contract.ts';
import { detectorSubjects } from './detector-subjects.ts';

const SUBJECTS = await detectorSubjects();

it('is asked of every detector that can be chosen', () => {
  const row = PARAMETERS.find(({ key }) => key === 'detectors');
  expect(row).toMatchObject({ choices: SUBJECTS.map(({ name }) => name) });
});

describe.each(SUBJECTS)('$title', (subject) => {
  for (const { title, check } of detectorContract(subject)) it(title, check);
});
