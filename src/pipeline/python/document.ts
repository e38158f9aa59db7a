import { detectorFacts, detectorsToRun } from '../detecting/detector-table.ts';
import { DETECTORS_PLACE } from './cell-python.ts';
import { cellCode, documentedCells } from './cells.ts';
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
  const documented = documentedCells();
  const above = documented.filter(({ inDocument }) => inDocument.place < DETECTORS_PLACE);
  const below = documented.filter(({ inDocument }) => inDocument.place > DETECTORS_PLACE);
  const parts = ({ id, code: codeOf, inDocument }: (typeof documented)[number]) => [
    words(`${id}-words`, inDocument.words(request)),
    code(id, codeOf(request)),
    chart(`${id}-chart`, inDocument.chart?.(request) ?? ''),
  ];
  const cells: DocumentCell[] = [
    words('introduction', introduction(request)),
    ...above.flatMap(parts),
    words('judge-words', `## 4 Detectors\n\n${splitWords(request)}`),
    code('judge', judgeCode(request)),
    ...detectors.flatMap((name) => {
      const { title, idea } = detectorFacts(name);
      return [
        words(`${name}-words`, `### ${title}\n\n${idea}`),
        code(name, cellCode(name, request)),
      ];
    }),
    ...below.flatMap(parts),
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

function splitWords({ parameters: { trainOn, holdOut, evaluateOn } }: PythonRequest): string {
  if (trainOn === 'time') return 'Trained on the flows of a time range. Judged on the others.';
  if (trainOn === 'file') return 'Trained on another file. Judged on all labelled flows.';
  const heldOut = holdOut > 0 ? `; a share of ${holdOut} of the normal flows is held out` : '';
  const judged =
    evaluateOn === 'all' ? 'all labelled flows' : 'the attacks and the normal flows held out';
  return `Trained on ${trainOn === 'all' ? 'all flows' : 'normal flows alone'}${heldOut}. Judged on ${judged}.`;
}
