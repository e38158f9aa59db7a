import { h } from 'preact';
import { expect, test } from 'vitest';
import { cellContract } from './cell-contract.ts';
import type { CellSubject } from './cell-subject.ts';
import { cellSubjects } from './cell-subjects.ts';
import { failing } from './claims.ts';
import { rendered } from './page/open-page.ts';

const [good] = (await cellSubjects()).filter(({ id }) => id === 'compare');

/** A cell that shows its result at once, in a picture without words. */
function Picture() {
  const caption = h('figcaption', null, h('strong', null, 'Figure.'), ' undefined flows');
  return h('article', { id: 'figure' }, h('div', { class: 'output' }, h('figure', null, caption)));
}

const SHODDY: CellSubject = {
  ...good,
  prose: 'See for yourself.',
  ask: 'Look.',
  surprises: '',
  guess: () => ({ isWithheld: false, whyNot: '', form: null }),
  python: null,
  whyNoPython: 'None.',
  empty: () => rendered(Picture, {}),
  run: async () => rendered(Picture, {}),
  options: ['--compare'],
  figures: async () => ({ shown: [0.5], printed: [0.25] }),
};

test('a cell that only shows something keeps none of the claims', async () => {
  const claims = cellContract(SHODDY);
  expect(await failing(claims)).toEqual(claims.map(({ title }) => title));
});
