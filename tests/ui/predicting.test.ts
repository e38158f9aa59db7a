import { expect, it } from 'vitest';
import * as predicting from '../../src/ui/teaching/predicting.ts';
import { fakeLab } from './fake-lab.ts';

it('nothing is withheld unless a person wants to guess first', () => {
  const { lab } = fakeLab();
  expect(predicting.isWithheld('isolation-forest', lab)).toBe(false);
  lab.preferences.predictFirst.value = 'on';
  expect(predicting.isWithheld('isolation-forest', lab)).toBe(true);
  expect(predicting.isWithheld('generate', lab)).toBe(false);
});

it('what compares the detectors is withheld until a guess on each chosen one is handed in', () => {
  const { lab } = fakeLab();
  lab.preferences.predictFirst.value = 'on';
  lab.notebook.setParameter('detectors', ['ecod', 'hbos']);
  expect(predicting.isWithheld('compare', lab)).toBe(true);
  predicting.handIn('ecod', undefined, lab);
  expect(predicting.isWithheld('ecod', lab)).toBe(false);
  expect(predicting.isWithheld('compare', lab)).toBe(true);
  predicting.release('compare', lab);
  expect(predicting.isWithheld('hbos', lab)).toBe(false);
  expect(predicting.isWithheld('compare', lab)).toBe(false);
  predicting.guessAgain('ecod', lab);
  expect(predicting.isWithheld('compare', lab)).toBe(true);
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
