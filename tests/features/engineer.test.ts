import { describe, expect, it } from 'vitest';
import { log1p } from '../../src/data/elementary.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { formulaWords } from '../../src/features/feature-table.ts';
import { columnOf } from '../../src/features/matrix.ts';
import { NOTEBOOK_FEATURES } from '../../src/features/notebook-features.ts';
import { NOTEBOOK_SELECTION } from '../../src/features/notebook-selection.ts';
import { fitScaler, transform } from '../../src/features/scale.ts';
import { selectFeatures } from '../../src/features/select.ts';
import { featuresOfFlows } from '../../src/pipeline/run/flow-features.ts';
import { largestError, readJsonFixture, readMatrixFixture } from '../support.ts';

describe.each([42, 7])("the notebook's features, seed %i", (seed) => {
  const engineered = featuresOfFlows(generateFlows(String(seed)));
  const reference = readMatrixFixture(`reference/seed-${seed}/features.csv.gz`);

  it('are those of the reference, in its order, and no more', () => {
    expect(NOTEBOOK_FEATURES.map(({ name }) => name)).toEqual(reference.names);
  });

  const rows = NOTEBOOK_FEATURES.map((row) => ({ name: row.name, formula: formulaWords(row) }));
  it.each(rows)('$name = $formula', ({ name }) => {
    const column = (x: typeof reference) => columnOf(x, x.names.indexOf(name));
    expect(largestError(column(engineered), column(reference))).toBeLessThan(1e-12);
  });

  it('is selected and scaled as by RobustScaler', () => {
    const selected = selectFeatures(engineered, NOTEBOOK_SELECTION);
    const scaler = fitScaler('robust', selected);
    const report = readJsonFixture<{ scaler: { center: number[]; scale: number[] } }>(
      `reference/seed-${seed}/report.json`,
    );
    expect(largestError(scaler.center, report.scaler.center)).toBeLessThan(1e-12);
    expect(largestError(scaler.scale, report.scaler.scale)).toBeLessThan(1e-12);
    const scaled = transform(scaler, selected);
    const expected = readMatrixFixture(`reference/seed-${seed}/scaled.csv.gz`);
    expect(scaled.names).toEqual(expected.names);
    expect(largestError(scaled.data, expected.data)).toBeLessThan(1e-12);
  });
});

describe('selection', () => {
  const engineered = featuresOfFlows(generateFlows('1', { web: 5 }));

  it('refuses nothing, the unknown and the twice named', () => {
    expect(() => selectFeatures(engineered, [])).toThrow(/at least one/);
    expect(() => selectFeatures(engineered, ['bytes'])).toThrow(/no feature "bytes"/);
    expect(() => selectFeatures(engineered, ['is_tcp', 'is_tcp'])).toThrow(/named twice/);
  });

  it('logs the heavy tails on request, and says so in the name', () => {
    const [raw, logged] = [false, true].map((log) =>
      selectFeatures(engineered, ['is_tcp', 'send_recv_ratio'], log),
    );
    expect(logged.names).toEqual(['is_tcp', 'log_send_recv_ratio']);
    expect([...columnOf(logged, 1)]).toEqual([...columnOf(raw, 1)].map(log1p));
    expect(columnOf(logged, 0)).toEqual(columnOf(raw, 0));
  });
});
