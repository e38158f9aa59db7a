import { describe, expect, it } from 'vitest';
import { attacksFigure } from '../../src/charts/attacks.ts';
import { comparisonFigure } from '../../src/charts/comparison.ts';
import { confusionFigure } from '../../src/charts/confusion.ts';
import { countsFigure } from '../../src/charts/counts.ts';
import { distributionFigure } from '../../src/charts/distribution.ts';
import type { Figure } from '../../src/charts/figure.ts';
import {
  formatDuration,
  formatMeasure,
  formatNumber,
  formatPercent,
} from '../../src/charts/format.ts';
import { heatMapFigure } from '../../src/charts/heat-map.ts';
import {
  referenceDistributionFigure,
  referenceScoreFigure,
} from '../../src/charts/reference-plots.ts';
import { scoreFigure } from '../../src/charts/scores.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { compareDetections, distributeScores } from '../../src/pipeline/run/evaluate.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { attacksByCount } from '../../src/pipeline/traffic/traffic-summary.ts';
import { THEME } from './theme.ts';

const run = await runLab(
  generateTraffic(NOTEBOOK_PARAMETERS),
  { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] },
  { now: () => 0 },
);
const [forest] = run.detections;
const { confusion, rankedAttacks } = forest.evaluation;
if (confusion === null || rankedAttacks === null) throw new Error('the traffic is labelled');
const [distribution] = run.engineered.distributions;
const [scores] = distributeScores(run.detections, run.traffic.labels);

const FIGURES: Readonly<Record<string, Figure>> = {
  counts: countsFigure(
    'Flows per attack',
    attacksByCount(run.traffic.summary).map(({ type, flows }) => ({ name: type, count: flows })),
    'anomaly',
    THEME,
  ),
  distribution: distributionFigure(
    { ...distribution, unit: 'bytes/s' },
    distribution.shared[0],
    THEME,
  ),
  referenceDistribution: referenceDistributionFigure(
    distribution.feature,
    'bytes/s',
    distribution.classes.map(({ name, linear }) => ({ name, histogram: linear })),
    THEME,
  ),
  confusion: confusionFigure(confusion, THEME),
  comparison: comparisonFigure(
    compareDetections(run.detections, run.traffic.labels).comparison,
    () => 'Isolation Forest',
    THEME,
  ),
  scores: scoreFigure(
    scores.shared[0],
    { point: scores.own, threshold: scores.threshold, own: scores.threshold },
    THEME,
  ),
  referenceScores: referenceScoreFigure(scores, THEME),
  attacks: attacksFigure(rankedAttacks, THEME),
};

describe.each(Object.entries(FIGURES))('%s', (_, figure) => {
  it('says in one sentence or two what it shows, from the data', () => {
    expect(figure.summary).toMatch(/^[A-Z\d].*\d.*\.$/);
  });

  it('has its numbers as a table without gaps', () => {
    expect(figure.table.rows.length).toBeGreaterThan(0);
    for (const row of figure.table.rows) expect(row.length).toBe(figure.table.columns.length);
  });

  it('is a plain value, which survives a trip through JSON', () => {
    const { data, layout } = figure;
    expect(JSON.parse(JSON.stringify({ data, layout }))).toEqual({ data, layout });
  });

  it('draws no trace that needs WebGL, which needs eval', () => {
    for (const { type } of figure.data) expect(type).not.toMatch(/gl|3d|mapbox/);
  });

  it('tells its traces apart by more than colour', () => {
    const looks = figure.data.map(({ marker, line }) => {
      const pattern = (marker as { pattern?: { shape: string } } | undefined)?.pattern?.shape;
      return `${pattern} ${(line as { dash?: string } | undefined)?.dash}`;
    });
    expect(new Set(looks).size).toBe(figure.data.length);
  });
});

describe('figures say what the detectors found', () => {
  it('counts the confusion matrix out in words', () => {
    expect(FIGURES.confusion.summary).toBe(
      '213 of 310 attacks were found and 97 missed; 8 of 1,900 normal flows raised an alert.',
    );
  });

  it('counts the flows on each side of the threshold, as the confusion matrix does', () => {
    const texts = (FIGURES.scores.layout.annotations as { text: string }[]).map(({ text }) => text);
    for (const corner of ['1,892 no alert', '8 false positives', '97 missed', '213 found']) {
      expect(texts).toContain(corner);
    }
  });

  it('a threshold that was moved is in the words, beside the detector’s own', () => {
    const { shared, own } = scores;
    const moved = { point: { ...own, alerts: 301 }, threshold: 0.5, own: scores.threshold };
    expect(scoreFigure(shared[0], moved, THEME).summary).toContain(
      'A flow that scores above 0.5 raises an alert (its own threshold is 0.53412): 301 do.',
    );
  });

  it('fills what is right in the confusion matrix and outlines what is wrong', () => {
    const shapes = FIGURES.confusion.layout.shapes as {
      readonly x0: number;
      readonly y0: number;
      readonly line: { readonly width: number };
    }[];
    const filled = shapes.map(({ x0, y0, line }) => [
      Math.round(y0),
      Math.round(x0),
      line.width === 0,
    ]);
    for (const [row, column, isFilled] of filled) expect(isFilled).toBe(row === column);
  });

  it('the cells of the heat map carry the attack that they choose, as the rows of numbers do', () => {
    const { grid } = compareDetections(run.detections, run.traffic.labels);
    if (grid === null) throw new Error('there are attacks');
    const { data, table } = heatMapFigure(grid, (name) => name, THEME);
    expect((data[0].ids as string[][]).map(([id]) => id)).toEqual(table.keys);
  });

  it('names the hardest attack', () => {
    expect(FIGURES.attacks.summary).toContain('Hardest is c2 beacon: 0 of 50 found.');
  });
});

describe('numbers as people read them', () => {
  it.each([
    [formatNumber(2210), '2,210'],
    [formatNumber(0.123456789), '0.123457'],
    [formatNumber(2.1244e-10), '2.124e-10'],
    [formatNumber(1508970.4), '1,508,970'],
    [formatPercent(0.1402714932), '14.0 %'],
    [formatMeasure(null), '–'],
    [formatDuration(0.2), '1 ms'],
    [formatDuration(1234), '1.2 s'],
  ])('%s', (actual, expected) => expect(actual).toBe(expected));
});
