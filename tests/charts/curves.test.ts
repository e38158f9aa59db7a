import { describe, expect, it } from 'vitest';
import { precisionRecallFigure, precisionRecallPlace, rocFigure } from '../../src/charts/curves.ts';
import type { Figure } from '../../src/charts/figure.ts';
import { operatingPointAt } from '../../src/eval/thresholds/operating-point.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { THEME } from './theme.ts';

const run = await runLab(
  generateTraffic(NOTEBOOK_PARAMETERS),
  { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest', 'local-outlier-factor'] },
  { now: () => 0 },
);
const LOOKS = [
  { colour: 'accent', dash: 'solid', symbol: 'circle' },
  { colour: 'good', dash: 'dot', symbol: 'diamond' },
] as const;
const detectors = run.scores.map(({ detector, curves, own }, at) => {
  if (curves === null) throw new Error('the traffic is labelled');
  return { title: detector, look: LOOKS[at], curves, own };
});

const FIGURES: readonly (readonly [string, Figure])[] = [
  ['ROC', rocFigure(detectors, THEME)],
  ['precision-recall', precisionRecallFigure(detectors, THEME)],
];

describe.each(FIGURES)('%s curves', (_, figure) => {
  it('are plain values, which survive a trip through JSON', () => {
    const { data, layout } = figure;
    expect(JSON.parse(JSON.stringify({ data, layout }))).toEqual({ data, layout });
  });

  it('tell detectors, and chance, apart by more than colour', () => {
    const dashes = figure.data.flatMap(({ mode, line }) =>
      mode === 'lines' ? (line as { dash: string }).dash : [],
    );
    expect(new Set(dashes).size).toBe(detectors.length + 1);
    const symbols = figure.data.flatMap(({ mode, marker }) =>
      mode === 'markers' ? (marker as { symbol: string }).symbol : [],
    );
    expect(symbols).toEqual(['circle-open', 'diamond-open']);
  });

  it('give a row of numbers per reading and a column per detector', () => {
    expect(figure.table.rows.length).toBeGreaterThan(5);
    for (const row of figure.table.rows) expect(row).toHaveLength(1 + detectors.length);
  });
});

describe('curves say what was measured', () => {
  it('how many attacks are found at 1 % false positives', () => {
    expect(rocFigure(detectors, THEME).summary).toBe(
      'Attacks found with at most 1 % false positives: isolation-forest 79.7 % and ' +
        'local-outlier-factor 17.7 %.',
    );
  });

  it('the hollow mark stands where the detector’s own threshold does', () => {
    const own = rocFigure(detectors, THEME).data.find(({ name }) =>
      String(name).startsWith('isolation-forest, its own'),
    );
    expect(own).toMatchObject({ x: [8 / 1900], y: [213 / 310] });
  });

  it('without an alert the mark stands where the precision-recall curve ends', () => {
    const { judged } = operatingPointAt(run.scores[0].sorted, Number.NEGATIVE_INFINITY);
    if (judged === null) throw new Error('the traffic is labelled');
    expect(precisionRecallPlace(judged)).toEqual([0, 1]);
  });
});
