import { detectorFacts, detectorsToRun } from '../detecting/detector-table.ts';
import { cellCode } from './cells.ts';
import { compareChart, featuresChart, scoresChart, trafficChart } from './charts.ts';
import { judgeCode } from './judge.ts';
import { BASELINE_FILE, FLOWS_FILE, type PythonRequest } from './source.ts';

/** One cell of the document: words, code, or code that only draws. */
export interface DocumentCell {
  /** Unique in the document; letters, digits and hyphens. */
  readonly id: string;
  readonly kind: 'words' | 'code' | 'chart';
  readonly text: string;
}

/** The whole lab as configured, from the first flow to the last score. */
export function labDocument(request: PythonRequest): DocumentCell[] {
  const detectors = detectorsToRun(request.parameters);
  const cells: DocumentCell[] = [
    words('introduction', introduction(request)),
    words('generate-words', trafficWords(request)),
    code('generate', cellCode('generate', request)),
    chart('generate-chart', trafficChart(request)),
    words(
      'engineer-words',
      '## 2 Features\n\nQuestions of an analyst, as numbers: how fast, how one-sided, to how many, on what port.',
    ),
    code('engineer', cellCode('engineer', request)),
    chart('engineer-chart', featuresChart(request)),
    words(
      'scale-words',
      '## 3 Scaling\n\nThe columns that the detectors see, brought to one footing.',
    ),
    code('scale', cellCode('scale', request)),
    words('judge-words', `## 4 Detectors\n\n${splitWords(request)}`),
    code('judge', judgeCode(request)),
    ...detectors.flatMap((name) => {
      const { title, idea } = detectorFacts(name);
      return [
        words(`${name}-words`, `### ${title}\n\n${idea}`),
        code(name, cellCode(name, request)),
      ];
    }),
    words(
      'compare-words',
      '## 5 Evaluation\n\nThe detectors side by side, and whom the others miss.',
    ),
    code('compare', cellCode('compare', request)),
    chart('compare-chart', compareChart(request)),
    words(
      'scores-words',
      'Where each detector draws its line, and the fifteen flows it finds most abnormal. Scores are negated: here higher means more abnormal.',
    ),
    code('scores', cellCode('scores', request)),
    chart('scores-chart', scoresChart(request)),
  ];
  return cells.filter(({ text }) => text !== '');
}

const words = (id: string, text: string): DocumentCell => ({ id, kind: 'words', text });
const code = (id: string, text: string): DocumentCell => ({ id, kind: 'code', text });
const chart = (id: string, text: string): DocumentCell => ({ id, kind: 'chart', text });

function introduction({ parameters, source }: PythonRequest): string {
  const files = [
    ...(source.from === 'draws' ? [] : [FLOWS_FILE]),
    ...(parameters.trainOn === 'file' ? [BASELINE_FILE] : []),
  ].map((name) => `\`${name}\``);
  const together = files.length === 1 ? 'keep both in one folder' : 'keep all in one folder';
  const file =
    files.length === 0
      ? ''
      : ` It reads ${files.join(' and ')}, exported from the lab: ${together}.`;
  return [
    '# Network anomaly detection',
    `The lab as it was set up when this was exported, in scikit-learn: the same flows, the same parameters, the same figures.${file}`,
    'Needs NumPy, pandas, scikit-learn and Matplotlib; compared with scikit-learn 1.9.1, NumPy 2.4 and pandas 3.0.',
  ].join('\n\n');
}

function trafficWords({ source }: PythonRequest): string {
  const how = {
    draws: 'Each profile is a recipe for one kind of traffic; then the rows are shuffled.',
    flows: 'One row per conversation between two hosts.',
    table: 'A table of numbers, one row per observation.',
  };
  return `## 1 Flows\n\n${how[source.from]}`;
}

function splitWords({ parameters: { trainOn, holdOut, evaluateOn } }: PythonRequest): string {
  if (trainOn === 'time') return 'Trained on the flows of a time range. Judged on the others.';
  if (trainOn === 'file') return 'Trained on another file. Judged on all labelled flows.';
  const heldOut = holdOut > 0 ? `; a share of ${holdOut} of the normal flows is held out` : '';
  const judged =
    evaluateOn === 'all' ? 'all labelled flows' : 'the attacks and the normal flows held out';
  return `Trained on ${trainOn === 'all' ? 'all flows' : 'normal flows alone'}${heldOut}. Judged on ${judged}.`;
}
