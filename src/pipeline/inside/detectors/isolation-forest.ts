import { formatScore } from '../../../charts/format.ts';
import { InputError } from '../../../data/errors.ts';
import { NORMAL } from '../../../data/flow-table.ts';
import { everyRow } from '../../../eval/labelled.ts';
import { forestLengths, forestPath } from '../../../models/isolation-forest/inside.ts';
import type { IsolationForest } from '../../../models/isolation-forest/isolation-forest.ts';
import { many } from '../../run/words.ts';
import type { InsideForest, InsideTable } from '../inside.ts';
import { type InsidePart, insideFlow, type JudgedFlows, rowOf } from '../inside-part.ts';
import { cutsOf, figure, verdictWords } from '../inside-words.ts';
import { cutText, ownValue } from '../own-units.ts';

export const inside = {
  open: (forest, flows) => {
    const { matrix, units } = flows;
    const typical = typicalFlow(forest, flows);
    return (row, { tree } = {}): InsideForest => {
      const own = rowOf(matrix, row);
      const { score: _, ...parts } = forestLengths(forest, own);
      const { cuts, ...rest } = forestPath(forest, own, treeToShow(parts, tree));
      const flow = insideFlow(flows, row);
      const path = {
        ...rest,
        cuts: cuts.map((cut) => ({
          ...cut,
          text: cutText(units, cut),
          thresholdValue: ownValue(units, cut.column, cut.threshold),
        })),
      };
      const told = { kind: 'isolation-forest' as const, ...flow, ...parts, path, typical };
      return {
        ...told,
        sentence: sentenceOf(told),
        formula: formulaOf(told),
        table: tableOf(told),
      };
    };
  },
} satisfies InsidePart<IsolationForest>;

type Told = Omit<InsideForest, 'sentence' | 'formula' | 'table'>;

/** The normal flow in the middle of all by score; where none is known, of those without an alert. */
function typicalFlow(
  forest: IsolationForest,
  { detection, matrix, labels }: JudgedFlows,
): InsideForest['typical'] {
  const { scores, predictions } = detection.assessment;
  const all = everyRow(matrix.rows);
  const normal = all.filter((row) => labels.label[row] === NORMAL);
  const among = normal.length > 0 ? normal : all.filter((row) => predictions[row] === 1);
  if (among.length === 0) return null;
  const row = among.toSorted((a, b) => scores[a] - scores[b] || a - b)[among.length >>> 1];
  const { lengths, mean } = forestLengths(forest, rowOf(matrix, row));
  const { codes, names } = labels.attackType;
  return { row, type: names[codes[row]], lengths, mean };
}

/** @throws InputError for a tree that the forest does not have */
function treeToShow(
  { lengths, mean }: Pick<InsideForest, 'lengths' | 'mean'>,
  asked: number | undefined,
): number {
  if (asked === undefined) {
    const off = lengths.map((length) => Math.abs(length - mean));
    return off.indexOf(Math.min(...off));
  }
  if (Number.isInteger(asked) && asked >= 0 && asked < lengths.length) return asked;
  throw new InputError(
    `There is no tree ${asked}: the forest's trees run from 0 to ${lengths.length - 1}.`,
  );
}

function sentenceOf(told: Told): string {
  const { lengths, mean, typical } = told;
  const beside =
    typical === null
      ? ''
      : `, and ${figure(typical.mean)} for a typical normal flow (flow ${typical.row})`;
  return (
    `Over ${many(lengths.length, 'tree')} it takes ${figure(mean)} cuts on average to set this flow ` +
    `apart${beside}. ${verdictWords(told)}.`
  );
}

function formulaOf({ mean, expected, maxSamples, score }: Told): string {
  if (expected === 0) return 'A tree of one flow has no cuts: 0.5';
  const [own, usual] = [mean, expected].map((cuts) => formatScore(cuts, 5));
  return `2^(−${own} / ${usual}) = ${figure(-score)}; ${usual} cuts is the average for ${many(maxSamples, 'flow')}`;
}

function tableOf({ path, lengths }: Told): InsideTable {
  const { cuts, tree, leafSamples, correction, length } = path;
  const sample = cuts[0]?.before ?? leafSamples;
  return {
    caption: `Tree ${tree + 1} of ${lengths.length}: ${cutsOf(cuts.length)}`,
    head: ['cut', 'flows left'],
    rows: [
      ['all flows of the tree', String(sample)],
      ...cuts.map(({ text, remaining }) => [text, String(remaining)]),
      ...(correction === 0
        ? []
        : [[`about ${cutsOf(correction)} more would part these: ${figure(length)} in all`, '']]),
    ],
  };
}
