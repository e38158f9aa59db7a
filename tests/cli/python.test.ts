import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('--notebook and --python write the same lab for Jupyter and for Python', async () => {
  const answer = await lab(
    [...FEW_FLOWS, '--nu', '0.2', '--notebook', 'lab.ipynb', '--python', 'lab.py'],
    folder,
  );
  expect(answer.code).toBe(0);
  const { cells } = JSON.parse(read('lab.ipynb')) as {
    cells: { cell_type: string; id: string; source: string[] }[];
  };
  const svm = cells.find(({ id }) => id === 'one-class-svm')?.source.join('') ?? '';
  expect(svm).toContain('nu=0.2');
  expect(read('lab.py')).toContain(svm);
});

test('a notebook of a text seed reads the flows that --flows writes', async () => {
  await lab([...FEW_FLOWS, '--seed', 'monday', '--notebook', 'text.ipynb'], folder);
  expect(read('text.ipynb')).toContain('flows.csv');
  expect(read('text.ipynb')).not.toContain('monday');
});
