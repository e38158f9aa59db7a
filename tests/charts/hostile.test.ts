import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { attacksFigure } from '../../src/charts/attacks.ts';
import { classConfusionFigure } from '../../src/charts/class-confusion.ts';
import { comparisonFigure } from '../../src/charts/comparison.ts';
import { confusionFigure } from '../../src/charts/confusion.ts';
import { countsFigure } from '../../src/charts/counts.ts';
import { precisionRecallFigure, rocFigure } from '../../src/charts/curves.ts';
import { distributionFigure } from '../../src/charts/distribution.ts';
import { drawnText, type Figure } from '../../src/charts/figure.ts';
import { gainFigure } from '../../src/charts/gain.ts';
import { gridFigure } from '../../src/charts/grid.ts';
import { heatMapFigure } from '../../src/charts/heat-map.ts';
import { lossFigure } from '../../src/charts/leave-out.ts';
import { lossCurvesFigure } from '../../src/charts/loss.ts';
import {
  referenceDistributionFigure,
  referenceScoreFigure,
} from '../../src/charts/reference-plots.ts';
import { scoreFigure } from '../../src/charts/scores.ts';
import { spreadFigure } from '../../src/charts/spread.ts';
import { sweepFigure } from '../../src/charts/sweep.ts';
import { timelineFigure } from '../../src/charts/timeline.ts';
import { calledFigure, foundFigure } from '../../src/charts/unknown-attack.ts';
import { visibleText } from '../../src/data/visible-text.ts';
import { histogram } from '../../src/eval/distributions/histogram.ts';
import { sharedHistograms } from '../../src/eval/distributions/shared-histogram.ts';
import { evaluateClasses } from '../../src/eval/multiclass.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { HOSTILE, STEERING } from '../hostile-text.ts';
import { THEME } from './theme.ts';

const counts = Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((n) => [n, 12]));
const parameters = { ...NOTEBOOK_PARAMETERS, counts, detectors: ['robust-z-score'] as const };
const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });
const [{ curves, own, ...scores }] = run.scores;
const { confusion, rankedAttacks } = run.detections[0].evaluation;
if (curves === null || confusion === null || rankedAttacks === null) throw new Error('labelled');
const [attack] = rankedAttacks;

const binned = histogram(Float64Array.of(1, 10, 100), { bins: 3 });
const values = Float64Array.of(1, 10, 100);
const summary = { lowerQuartile: 1, median: 10, upperQuartile: 100 };
const shared = (name: string) => sharedHistograms([{ name, values }])[0];
const look = { colour: 'accent', dash: 'solid', symbol: 'circle' } as const;

/** Every figure of the lab with a name in every place where one can stand. */
const FIGURES: Readonly<Record<string, (name: string) => Figure>> = {
  attacksFigure: (type) => attacksFigure([{ ...attack, type }], THEME),
  calledFigure: (name) => calledFigure([{ attack: name, called: [{ name, share: 1 }] }], THEME),
  classConfusionFigure: (name) =>
    classConfusionFigure(
      evaluateClasses([name, 'b'], Int32Array.of(0, 1), Int32Array.of(0, 0)),
      THEME,
    ),
  comparisonFigure: (name) => comparisonFigure(run.compared.comparison, () => name, THEME),
  confusionFigure: () => confusionFigure(confusion, THEME),
  countsFigure: (name) => countsFigure(name, [{ name, count: 3, key: name }], 'anomaly', THEME),
  distributionFigure: (name) =>
    distributionFigure(
      { feature: name, unit: '', classes: [{ name, summary }] },
      shared(name),
      THEME,
      {
        at: 9,
        name,
      },
    ),
  foundFigure: (name) => foundFigure([name], [{ attack: name, found: [0.5] }], THEME),
  gainFigure: (name) =>
    gainFigure(
      {
        axis: name,
        before: name,
        after: name,
        look,
        rows: [{ name, before: 0, after: 1 }],
        ...told(name),
      },
      THEME,
    ),
  gridFigure: (name) =>
    gridFigure(
      {
        ...{ rows: [name], columns: [name], shares: [[1]], texts: [[name]], details: [[name]] },
        ...told(name),
      },
      THEME,
    ),
  heatMapFigure: (name) =>
    heatMapFigure(
      { detectors: [name], attacks: [{ type: name, flows: 1, rates: [0.5], meanRate: 0.5 }] },
      (title) => title,
      THEME,
    ),
  lossCurvesFigure: () =>
    lossCurvesFigure(
      { history: [{ loss: 1, validationLoss: 1 }], bestEpoch: 1, stoppedEarly: false },
      THEME,
    ),
  lossFigure: (name) =>
    lossFigure({ bars: [{ name, loss: 1, words: name, meaningful: true }], ...told(name) }, THEME),
  precisionRecallFigure: (title) => precisionRecallFigure([{ title, look, curves, own }], THEME),
  referenceDistributionFigure: (name) =>
    referenceDistributionFigure(name, '', [{ name, histogram: binned }], THEME, { at: 9, name }),
  referenceScoreFigure: (name) =>
    referenceScoreFigure(
      { ...scores, classes: [{ name, histogram: binned, density: null }] },
      THEME,
      { at: 1, name },
    ),
  rocFigure: (title) => rocFigure([{ title, look, curves, own }], THEME),
  scoreFigure: (name) =>
    scoreFigure(shared(name), { point: own, threshold: 2, own: 3 }, THEME, { at: 1, name }),
  spreadFigure: (name) =>
    spreadFigure(
      {
        ...{ measure: name, best: null, ...told(name) },
        rows: [{ name, look, ensemble: false, mean: 1, deviation: null }],
      },
      THEME,
    ),
  sweepFigure: (name) =>
    sweepFigure(
      {
        ...{ parameter: name, measure: name, values: [1, name], current: 1, byRatio: true },
        ...{ share: true, series: [{ name, look, figures: [0.1, 0.2] }], ...told(name) },
      },
      THEME,
    ),
  timelineFigure: (name) =>
    timelineFigure(
      {
        ...{ start: 0, width: 60, summary: name },
        rows: [{ name, kind: 'attack', look, flows: Uint32Array.of(1, 0, 2) }],
      },
      THEME,
    ),
};

function told(name: string) {
  return { summary: name, table: { columns: [name], rows: [[name]] } };
}

/** Every text that Plotly is given to draw. */
function drawn(value: unknown, key = ''): string[] {
  if (key === 'ids') return [];
  const hasOwnTags = key === 'hovertemplate' || key === 'ticktext';
  if (typeof value === 'string') return [hasOwnTags ? withoutOwnTags(value) : value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    drawn(part, Array.isArray(value) ? key : name),
  );
}

function withoutOwnTags(template: string): string {
  return template.replaceAll('<br>', ' ').replace('<extra></extra>', '');
}

/** What Plotly makes of a text without tags. */
function read(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

test('no figure is left out', () => {
  const folder = new URL('../../src/charts/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const builders = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [
        ...readFileSync(new URL(file, folder), 'utf8').matchAll(/^export function (\w+Figure)\b/gm),
      ].map(([, name]) => name),
    );
  expect(Object.keys(FIGURES)).toEqual(builders.toSorted());
});

describe.each(Object.entries(FIGURES))('%s', (_, figureWith) => {
  it.each(HOSTILE)('draws %j as it reads', (name) => {
    const { data, layout } = figureWith(name);
    const texts = [...drawn(data), ...drawn(layout)];
    for (const text of texts) {
      expect(text).not.toMatch(/<|&(?!lt;|amp;)/);
      expect(text).not.toMatch(STEERING);
    }
    const plain = figureWith('plain');
    const places = [...drawn(plain.data), ...drawn(plain.layout)].map((text) =>
      text.includes('plain'),
    );
    const shown = visibleText(name).replaceAll('_', ' ');
    texts.forEach((text, at) => {
      if (places[at]) expect(read(text).replaceAll('_', ' ')).toContain(shown);
    });
  });
});

it('words that look like numbers or dates are names on an axis', () => {
  for (const name of ['2024-01-01', '7', '1e3']) {
    for (const builder of ['attacksFigure', 'heatMapFigure', 'lossFigure', 'gridFigure']) {
      const { yaxis } = FIGURES[builder](name).layout as { yaxis: { type: string } };
      expect(yaxis.type).toBe('category');
    }
  }
});

it('what every object has already is another name on an axis, which looks the same', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    const [{ y }] = FIGURES.countsFigure(name).data as { y: string[] }[];
    expect(y[0] in {}).toBe(false);
    expect(y[0].trim()).toBe(name);
  }
});

it('a title of a saved picture is text', () => {
  expect(drawnText('<b>&lt;\u202e</b>')).toBe('&lt;b>&amp;lt;&lt;U+202E>&lt;/b>');
});
