import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTEBOOK_FEATURES } from '../../../src/features/notebook-features.ts';
import { SCALER_KINDS } from '../../../src/features/scaler-kinds.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { cellCode, shownCode } from '../../../src/pipeline/python/cells.ts';
import { labDocument } from '../../../src/pipeline/python/document.ts';
import { notebookFile, scriptFile } from '../../../src/pipeline/python/notebook-file.ts';
import { type PythonRequest, pythonSource } from '../../../src/pipeline/python/source.ts';

function requestOf(parameters: ParameterChanges): PythonRequest {
  const all = { ...NOTEBOOK_PARAMETERS, ...parameters };
  return { parameters: all, source: pythonSource(all, null) };
}

/** A blank is no seed. */
const isSeed = (text: string) => text.trim() !== '';

const anyParameters = fc.record<ParameterChanges>({
  seed: fc.oneof(fc.constant('42'), fc.string({ minLength: 1, unit: 'binary' }).filter(isSeed)),
  features: fc.shuffledSubarray(
    NOTEBOOK_FEATURES.map(({ name }) => name),
    { minLength: 1 },
  ),
  logRatios: fc.boolean(),
  scaler: fc.constantFrom(...SCALER_KINDS),
  trainOn: fc.constantFrom('all', 'normal'),
  holdOut: fc.constantFrom(0, 0.05, 0.3),
  contamination: fc.constantFrom<LabParameters['contamination'][]>('auto', 0.1, 1e-7),
  maxSamples: fc.constantFrom<LabParameters['maxSamples'][]>('auto', 0.5, 1, 256),
  gamma: fc.constantFrom<LabParameters['gamma'][]>('scale', 'auto', 1e-9, 1e9),
  bootstrap: fc.boolean(),
});

test('spells out the arguments of the notebook, and others only where they differ', () => {
  const constructed = (cell: Parameters<typeof cellCode>[0], parameters = {}) =>
    /^\w+ = [A-Z]\w+\(.*?\)$/ms
      .exec(cellCode(cell, requestOf(parameters)))?.[0]
      .replace(/\n\s*/g, ' ');
  expect(constructed('isolation-forest')).toBe(
    'forest = IsolationForest(contamination=0.1, random_state=42, n_estimators=100)',
  );
  expect(constructed('isolation-forest', { maxFeatures: 0.5, randomState: 7 })).toBe(
    'forest = IsolationForest( contamination=0.1, random_state=7, n_estimators=100, max_features=0.5, )',
  );
  expect(constructed('one-class-svm')).toBe(
    'svm = OneClassSVM(kernel="rbf", nu=0.1, gamma="scale")',
  );
  expect(constructed('local-outlier-factor', { trainOn: 'normal' })).toBe(
    'lof = LocalOutlierFactor(contamination=0.1, n_neighbors=20, novelty=True)',
  );
});

test('a threshold set by hand judges in place of the own one, and is no argument', () => {
  const request = requestOf({ isolationForestThreshold: -0.52 });
  const code = cellCode('isolation-forest', request);
  expect(code).toContain('contamination=0.1, random_state=42, n_estimators=100)');
  expect(code).toContain('forest_by_hand = SimpleNamespace(offset_=-0.52)');
  expect(code).toContain('forest_flagged = forest_scores < forest_by_hand.offset_');
  expect(cellCode('compare', request)).toContain(
    '"Isolation Forest": (forest_by_hand, forest_scores, forest_flagged)',
  );
  expect(cellCode('one-class-svm', request)).toBe(cellCode('one-class-svm', requestOf({})));
});

test('a share of 1 is all of them, not one of them', () => {
  const { parameters, source } = requestOf({ maxSamples: 1 });
  expect(cellCode('isolation-forest', { parameters, source })).toContain('max_samples=1.0');
});

test('a profile without flows is not drawn', () => {
  const code = cellCode(
    'generate',
    requestOf({ counts: { ...NOTEBOOK_PARAMETERS.counts, dns: 0 } }),
  );
  expect(code).toContain('email = pd.DataFrame');
  expect(code).not.toMatch(/\bdns\b/);
});

test('the code of a detector alone brings the judging that it needs', () => {
  const request = requestOf({});
  expect(shownCode('one-class-svm', request)).toContain('def judge(');
  expect(shownCode('scale', request)).toBe(cellCode('scale', request));
});

describe('whatever is set', () => {
  test('code holds only what can be written in Python', () => {
    fc.assert(
      fc.property(anyParameters, (parameters) => {
        for (const { kind, text } of labDocument(requestOf(parameters))) {
          if (kind === 'words') continue;
          expect(text.replace(/"[^"]*"/g, '')).not.toMatch(
            /undefined|\[object|\bnull\b|\btrue\b|\bfalse\b|Infinity/,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  test('nothing that a person typed as a seed gets into a document', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (typed) => {
        const seed = `seed ${typed}\nimport os`;
        const other = requestOf({ seed: 'other', randomState: 1 });
        expect(scriptFile(requestOf({ seed, randomState: 1 }))).toBe(scriptFile(other));
      }),
      { numRuns: 50 },
    );
  });

  test('a notebook is nbformat 4.5: cells of its own ids, code not yet run', () => {
    fc.assert(
      fc.property(anyParameters, (parameters) => {
        const notebook = JSON.parse(notebookFile(requestOf(parameters)));
        expect(notebook).toMatchObject({
          nbformat: 4,
          nbformat_minor: 5,
          metadata: { kernelspec: { name: 'python3' } },
        });
        const ids: string[] = notebook.cells.map(({ id }: { id: string }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const cell of notebook.cells) {
          expect(cell.id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
          if (cell.cell_type === 'code') {
            expect(cell).toMatchObject({ execution_count: null, outputs: [] });
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
