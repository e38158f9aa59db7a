import { type BarLook, CLASS_LOOKS, MEASURE_LOOKS } from '../../charts/looks.ts';
import { THEMES } from '../../charts/palette.ts';
import { CHARTED_FEATURES } from '../run/engineer.ts';
import { blocks, list, literal } from './literals.ts';
import type { PythonRequest, PythonSource } from './source.ts';

/* The main charts by Matplotlib: colours and hatches as in the lab, so that colour is never alone. */

const INK = literal(THEMES.light.ink);
const MEASURES = [MEASURE_LOOKS.precision, MEASURE_LOOKS.recall, MEASURE_LOOKS.f1];

/** The light colour and the hatch of a look, as arguments; Matplotlib's hatches are denser doubled. */
const barsOf = ({ colour, hatch }: BarLook) =>
  `color=${literal(THEMES.light[colour])}${hatch && `, hatch=${literal(hatch + hatch)}`}`;

/** Flows per attack; nothing where no type is known. */
export function trafficChart({ source }: PythonRequest): string {
  const { from, labels } = source;
  if (from === 'table' || labels === 'none') return '';
  return blocks(
    'import matplotlib.pyplot as plt',
    [
      'attacks = flows.loc[y == 1, "attack_type"].value_counts()',
      'plt.figure(figsize=(8, 4), layout="constrained")',
      `plt.barh(attacks.index[::-1], attacks[::-1], ${barsOf(CLASS_LOOKS.anomaly)})`,
      'plt.title("Flows per attack")',
      'plt.show()',
    ].join('\n'),
  );
}

/** A histogram per feature, each class over its own range. */
export function featuresChart({ source }: PythonRequest): string {
  const names = source.from === 'table' ? 'x.columns[:4]' : list(CHARTED_FEATURES);
  return blocks(
    'import matplotlib.pyplot as plt',
    [
      'figure, axes = plt.subplots(2, 2, figsize=(10, 7), layout="constrained")',
      `for ax, name in zip(axes.flat, ${names}):`,
      ...histogramLines('x.loc[{rows}, name]', source),
      '    ax.set_title(name)',
      '    ax.legend()',
      'plt.show()',
    ].join('\n'),
  );
}

/** Precision, recall and F1 of each detector. */
export function compareChart({ source }: PythonRequest): string {
  if (source.labels === 'none') return '';
  return [
    'figure, ax = plt.subplots(figsize=(8, 4), layout="constrained")',
    `colours = ${list(MEASURES.map(({ colour }) => THEMES.light[colour]))}`,
    'comparison[["precision", "recall", "F1"]].plot.bar(ax=ax, color=colours, rot=0, ylim=(0, 1))',
    `for bars, hatch in zip(ax.containers, ${list(MEASURES.map(({ hatch }) => hatch + hatch))}):`,
    '    for bar in bars:',
    '        bar.set_hatch(hatch)',
    'ax.legend()',
    'plt.show()',
  ].join('\n');
}

/** Each detector's scores by class, with its threshold and the notebook's line. */
export function scoresChart({ source }: PythonRequest): string {
  return [
    'for name, (detector, scores, flagged) in verdicts.items():',
    '    figure, ax = plt.subplots(figsize=(8, 4), layout="constrained")',
    ...histogramLines('-scores[{rows}]', source),
    `    ax.axvline(-np.ravel(detector.offset_)[0], color=${INK}, label="threshold")`,
    `    ax.axvline(np.percentile(-scores, 90), color=${INK}, ls="--", label="90 % lie below")`,
    '    ax.set_title(f"Anomaly scores: {name}")',
    '    ax.legend()',
    '    plt.show()',
  ].join('\n');
}

function histogramLines(values: string, { labels }: PythonSource): string[] {
  const bars = (rows: string, label: string, look: string) =>
    `    ax.hist(${values.replace('{rows}', rows)}, bins=30, density=True, alpha=0.6, label="${label}", ${look})`;
  if (labels === 'none') return [bars('y < 0', 'all flows', barsOf(CLASS_LOOKS.unlabelled))];
  return [
    bars('y == 0', 'normal', barsOf(CLASS_LOOKS.normal)),
    bars('y == 1', 'attack', barsOf(CLASS_LOOKS.anomaly)),
  ];
}
