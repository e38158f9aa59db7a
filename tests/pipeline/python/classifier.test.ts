import { expect, test } from 'vitest';
import type { ParameterChanges } from '../../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { cellCode } from '../../../src/pipeline/python/cells.ts';
import type { PythonSource } from '../../../src/pipeline/python/source.ts';

const codeOf = (parameters: ParameterChanges = {}, source: Partial<PythonSource> = {}) =>
  cellCode('attack-classifier', {
    parameters: { ...NOTEBOOK_PARAMETERS, ...parameters },
    source: { from: 'draws', labels: 'all', ...source },
  });

test('the network in Python has the form and the parts that are set, and says what differs', () => {
  const code = codeOf({ classifierLayers: 2, testShare: 0.4, validationShare: 0.15 });
  expect(code).toContain('(32, 32,), alpha=0, learning_rate_init=0.01, batch_size=128,');
  expect(code).toContain('test_size=0.4');
  // Of what is left for learning.
  expect(code).toContain('validation_fraction=0.25');
  expect(code).toContain('not the same numbers');
  expect(codeOf({ classifierLayers: 0 })).toContain('(), alpha=0');
});

test('classes are weighed only where that is asked for', () => {
  expect(codeOf()).not.toContain('sample_weight');
  expect(codeOf({ classWeights: 'balanced' })).toContain('mlpclassifier__sample_weight=weights');
});

test('flows without a label are in no part; without any there is nothing to learn', () => {
  expect(codeOf({}, { labels: 'some' })).toContain('rows = np.flatnonzero((y >= 0) &');
  expect(codeOf({}, { labels: 'none' })).toMatch(/^# A classifier learns from labels/);
});
