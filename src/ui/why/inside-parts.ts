import { formatScore, formatType } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { Inside, InsideSvm, MentionedFlow } from '../../pipeline/inside/inside.ts';

/** One part of a score, as a bar. */
export interface InsideBar {
  readonly name: string;
  /** Length, 0 … 1. */
  readonly share: number;
  /** What stands behind the bar. */
  readonly text: string;
  /** Of a flow that is mentioned: whether it is an attack; `null`: not known, or no flow. */
  readonly isAttack: boolean | null;
  /** The row to open; `null`: none. */
  readonly row: number | null;
}

/** The parts that are drawn as bars, and what they are. */
export interface InsideBars {
  readonly caption: string;
  readonly bars: readonly InsideBar[];
}

/** So many bars are drawn; the table has the rest. */
const MOST = 20;
/** So many at least, and what adds less than this is not drawn beyond them. */
const FEW = 5;
const SEEN = 0.001;

/** Whether a flow is an attack; `null`: nobody knows. */
export type IsAttack = (row: number) => boolean | null;

/** The parts of a detector's score in the order in which they are told. */
export function barsOf(inside: Inside, kindOf: IsAttack): InsideBars {
  // What the flow itself is stays hidden until the person asks.
  const isAttack: IsAttack = (row) => (row === inside.row ? null : kindOf(row));
  switch (inside.kind) {
    case 'isolation-forest': {
      const { cuts, tree } = inside.path;
      const all = Math.max(1, cuts[0]?.before ?? 1);
      return {
        caption: `Tree ${tree + 1} of ${inside.lengths.length}: flows left after each cut (bars by logarithm)`,
        bars: cuts.map(({ text, remaining }) => ({
          ...NO_FLOW,
          name: text,
          share: Math.log2(1 + remaining) / Math.log2(1 + all),
          text: String(remaining),
        })),
      };
    }
    case 'one-class-svm':
      return {
        caption: `Weight × similarity of the largest ${shownSupports(inside).length} of ${inside.supports.length} support vectors`,
        bars: shownSupports(inside).map((support) => ({
          ...flowBar(support, support.trainingRow, isAttack, inside.row),
          share: support.contribution,
          // Most are next to nothing: their exponents say no more.
          text: support.contribution.toFixed(3),
        })),
      };
    case 'local-outlier-factor':
    case 'k-nearest-neighbours':
      return {
        caption: `Distance to its ${inside.neighbours.length} nearest flows`,
        bars: neighbourBars(inside.neighbours, isAttack, inside.row),
      };
    case 'ensemble':
      return {
        caption: 'What each member adds',
        bars: bars(inside.members.map(({ title, share }) => ({ name: title, value: share }))),
      };
    default:
      return { caption: captionOf(inside), bars: featureBars(inside) };
  }
}

/** Those that add anything that can be seen, and some in any case. */
function shownSupports({ supports }: InsideSvm): InsideSvm['supports'] {
  const seen = supports.filter(({ contribution }) => contribution >= SEEN).length;
  return supports.slice(0, Math.min(MOST, Math.max(FEW, seen)));
}

const NO_FLOW = { isAttack: null, row: null } as const;

function captionOf(inside: Extract<Inside, { columns: unknown }>): string {
  switch (inside.kind) {
    case 'autoencoder':
      return 'Share of the error of each feature';
    case 'rule-of-thumb':
      return 'How far each feature lies outside, in widths';
    default:
      return `What each feature adds to the ${titleOf(inside.detector)}`;
  }
}

function featureBars(inside: Extract<Inside, { columns: unknown }>): readonly InsideBar[] {
  const values = inside.columns.map((column) => {
    if ('share' in column) return column.share;
    return 'distance' in column ? Math.max(0, column.distance) : column.contribution;
  });
  const named = values.map((value, j) => {
    const { title, text } = entryAt(inside.features, j, 'feature');
    return { name: `${title}: ${text}`, value };
  });
  return bars(named.toSorted((a, b) => b.value - a.value).slice(0, MOST));
}

function bars(parts: readonly { readonly name: string; readonly value: number }[]): InsideBar[] {
  const most = Math.max(...parts.map(({ value }) => value), Number.MIN_VALUE);
  return parts.map(({ name, value }) => ({
    ...NO_FLOW,
    name,
    share: Math.max(0, value / most),
    text: formatScore(value),
  }));
}

function neighbourBars(
  neighbours: readonly (MentionedFlow & {
    readonly trainingRow: number;
    readonly distance: number;
  })[],
  isAttack: IsAttack,
  own: number,
): InsideBar[] {
  const most = Math.max(...neighbours.map(({ distance }) => distance), Number.MIN_VALUE);
  return neighbours.slice(0, MOST).map((neighbour) => ({
    ...flowBar(neighbour, neighbour.trainingRow, isAttack, own),
    share: neighbour.distance / most,
    text: formatScore(neighbour.distance),
  }));
}

function flowBar(
  { row, type }: MentionedFlow,
  trainingRow: number,
  isAttack: IsAttack,
  own: number,
) {
  if (row === own) return { name: 'this flow itself', isAttack: null, row: null };
  const name = row === null ? `training row ${trainingRow}` : `flow ${row}`;
  const kind = type === null ? '' : `, ${formatType(type)}`;
  return { name: `${name}${kind}`, isAttack: row === null ? null : isAttack(row), row };
}
