import { detectorFacts } from '../src/pipeline/detecting/detector-table.ts';
import type { DetectorTimes } from './detectors.ts';
import type { SizeTimes, Step } from './run.ts';
import type { Timing } from './timing.ts';

const STEPS: readonly { readonly step: Step; readonly title: string }[] = [
  { step: 'generate', title: 'Generate' },
  { step: 'engineer', title: 'Engineer, with histograms' },
  { step: 'scale', title: 'Select and scale' },
  { step: 'wholeRun', title: 'Whole run, with evaluation' },
];

const TITLE_WIDTH = 28;
const NUMBER_WIDTH = 9;
const MEBIBYTE = 2 ** 20;

/** What the columns mean; printed once, above the tables. */
export function legend(cpuTime: boolean, referenceVersion: string | undefined): string {
  const unit = cpuTime ? 'Milliseconds of processor time' : 'Milliseconds on the clock';
  const lab = [
    `${unit}, medians over rounds after a warm-up.`,
    'A detector is timed with the notebook’s parameters: "fit" learns from all flows and scores',
    'them; "score" scores the same flows again, which the lab never needs to. Local Outlier Factor',
    'scores by fitting.',
  ];
  if (referenceVersion === undefined) return `${lab.join('\n')}\n`;
  return [
    ...lab,
    '',
    `The reference is ${referenceVersion}, on one thread, on the same matrix, in turn with`,
    'the lab: fit and score_samples (Isolation Forest), fit and decision_function (One-Class SVM,',
    'whose fit does not score), fit_predict (Local Outlier Factor).',
    'Times faster, "fit+score": both columns on both sides. "to scores": until every flow has its',
    'score, that is the lab’s fit alone beside scikit-learn’s fit and score. "cold": fit+score',
    'in new processes (--cold). "new rows": scoring rows that were not learnt from, alone.',
    'Apart: flows with another label, and the largest difference of two scores as a share of the',
    'largest score.',
    '',
  ].join('\n');
}

/** One size's figures as tables. */
export function sizeReport(times: SizeTimes): string {
  const { flows, columns, steps, detectors, memory, firstRun } = times;
  const { logRatioDetectors, noiseDetectors, discrete } = times;
  const wide = detectors.some(({ reference }) => reference !== null);
  const onNumbers = discrete.flatMap((table) => table.detectors);
  const peaks = [...detectors, ...logRatioDetectors, ...noiseDetectors, ...onNumbers].map(
    ({ reference }) => reference?.peak ?? 0,
  );
  return [
    `== ${flows.toLocaleString('en')} flows × ${columns} features`,
    '',
    ...STEPS.map(({ step, title }) => row(title, [milliseconds(steps[step])])),
    row('  the first at this size', [firstRun.toFixed(0)]),
    '',
    ...detectorTable('Detectors', detectors, wide),
    ...(logRatioDetectors.length === 0
      ? []
      : ['', ...detectorTable('On log ratios', logRatioDetectors, wide)]),
    ...(noiseDetectors.length === 0
      ? []
      : ['', ...detectorTable('On Gaussian noise', noiseDetectors, wide)]),
    ...discrete.flatMap((table) => [
      '',
      ...detectorTable(`On whole numbers, ${table.columns}`, table.detectors, wide, true),
    ]),
    '',
    `Memory: ${inMebibytes(memory.resident)} now, ${inMebibytes(memory.peak)} at most so far${
      wide ? `; scikit-learn ${inMebibytes(Math.max(...peaks))}` : ''
    }.`,
    '',
  ].join('\n');
}

function detectorTable(
  title: string,
  detectors: readonly DetectorTimes[],
  wide: boolean,
  scoresOthers = false,
): string[] {
  const titles = ['fit', 'score'];
  const last = scoresOthers ? 'new rows' : 'to scores';
  const heads = wide
    ? [
        heading([
          ['lab', 2],
          ['scikit-learn', 2],
          ['times faster', 4],
          ['apart', 2],
        ]),
      ]
    : [];
  const all = wide
    ? [...titles, ...titles, 'fit+score', 'quartiles', last, 'cold', 'labels', 'scores']
    : titles;
  const rowOf = (times: DetectorTimes) => detectorRow(times, scoresOthers);
  return [...heads, row(title, all), ...detectors.map(rowOf)];
}

function detectorRow({ detector, lab, reference }: DetectorTimes, scoresOthers: boolean): string {
  const cells = [milliseconds(lab.fit), milliseconds(lab.score)];
  if (reference !== null) {
    const { fit, score, ratios, parity, first } = reference;
    cells.push(milliseconds(fit), milliseconds(score));
    const spread = ratios.spread.map((ratio) => ratio.toFixed(1)).join('–');
    const last = scoresOthers ? ratios.score : ratios.toScores;
    cells.push(ratios.fitAndScore.toFixed(2), spread, last.toFixed(2));
    cells.push(first === null ? '–' : first.ratio.toFixed(2));
    cells.push(String(parity.labelsApart), parity.scoresApart.toExponential(0));
  }
  return row(detectorFacts(detector).title, cells);
}

/** A line of headings, each over some columns of numbers and ending where they end. */
function heading(titles: readonly (readonly [title: string, columns: number])[]): string {
  const over = titles.map(([title, columns]) => title.padStart(columns * (NUMBER_WIDTH + 1) - 1));
  return ' '.repeat(TITLE_WIDTH) + over.join(' ');
}

function row(title: string, cells: readonly string[]): string {
  const numbers = cells.map((cell) => cell.padStart(NUMBER_WIDTH)).join(' ');
  return `${title.padEnd(TITLE_WIDTH)}${numbers}`.trimEnd();
}

function milliseconds(timing: Timing | null): string {
  if (timing === null) return '–';
  return timing.median.toFixed(timing.median < 100 ? 1 : 0);
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}
