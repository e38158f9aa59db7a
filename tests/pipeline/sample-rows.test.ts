import { expect, it } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { sampleRows } from '../../src/pipeline/traffic/sample-rows.ts';

const kinds = (words: readonly string[]) => encodeCategories(words, words.length);

it('shows two of each kind together, however late the kind comes', () => {
  const words = ['normal', 'normal', 'normal', 'scan', 'normal', 'flood', 'scan', 'scan'];
  expect(sampleRows(kinds(words))).toEqual([0, 1, 3, 6, 5]);
});

it('shows the first rows of flows that are all of one kind', () => {
  expect(sampleRows(kinds(Array(20).fill('unlabelled')))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(sampleRows(kinds([]))).toEqual([]);
});

it('shows every attack of the generated flows', () => {
  const { attackType } = generateTraffic(NOTEBOOK_PARAMETERS).labels;
  const shown = sampleRows(attackType).map((row) => attackType.names[attackType.codes[row]]);
  expect(new Set(shown)).toEqual(new Set(attackType.names));
});

it('ends where every flow has a kind of its own', () => {
  const own = Array.from({ length: 500 }, (_, row) => `kind ${row}`);
  expect(sampleRows(kinds(own)).length).toBeLessThanOrEqual(32);
});
