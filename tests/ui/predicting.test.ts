import { expect, it } from 'vitest';
import type { CellGuess } from '../../src/ui/cells/view.ts';
import * as predicting from '../../src/ui/teaching/predicting.ts';
import { fakeLab } from './fake-lab.ts';

const OF_DETECTOR: CellGuess = { kind: 'detector' };
const AFTER_DETECTORS: CellGuess = { kind: 'after-detectors' };
const OF_NOTHING: CellGuess = { kind: 'none', because: 'Nothing is judged yet.' };

it('nothing is withheld unless a person wants to guess first', () => {
  const { lab } = fakeLab();
  expect(predicting.isWithheld('isolation-forest', OF_DETECTOR, lab)).toBe(false);
  lab.preferences.predictFirst.value = 'on';
  expect(predicting.isWithheld('isolation-forest', OF_DETECTOR, lab)).toBe(true);
  expect(predicting.isWithheld('generate', OF_NOTHING, lab)).toBe(false);
});

it('what compares the detectors is withheld until a guess on each chosen one is handed in', () => {
  const { lab } = fakeLab();
  lab.preferences.predictFirst.value = 'on';
  lab.notebook.setParameter('detectors', ['ecod', 'hbos']);
  expect(predicting.isWithheld('compare', AFTER_DETECTORS, lab)).toBe(true);
  predicting.handIn('ecod', undefined, lab);
  expect(predicting.isWithheld('ecod', OF_DETECTOR, lab)).toBe(false);
  expect(predicting.isWithheld('compare', AFTER_DETECTORS, lab)).toBe(true);
  predicting.release('compare', AFTER_DETECTORS, lab);
  expect(predicting.isWithheld('hbos', OF_DETECTOR, lab)).toBe(false);
  expect(predicting.isWithheld('compare', AFTER_DETECTORS, lab)).toBe(false);
  predicting.guessAgain('ecod', lab);
  expect(predicting.isWithheld('compare', AFTER_DETECTORS, lab)).toBe(true);
});

it('a guess is outdated once anything is set otherwise', () => {
  const { lab } = fakeLab();
  lab.preferences.predictFirst.value = 'on';
  predicting.handIn('ecod', undefined, lab);
  predicting.handInAnswer('voting', 'yes', lab);
  expect(predicting.guessOf('ecod', lab)?.outdated).toBe(false);
  lab.notebook.setParameter('seed', '7');
  expect(predicting.guessOf('ecod', lab)?.outdated).toBe(true);
  expect(predicting.answerOf('voting', lab)).toMatchObject({ said: 'yes', outdated: true });
  predicting.answerAgain('voting', lab);
  expect(predicting.answerOf('voting', lab)).toBeNull();
});
