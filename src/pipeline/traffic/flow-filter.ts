import { keptRows, latin1Of } from '../../data/flow-rows.ts';
import type { TextColumn } from '../../data/flow-table.ts';
import type { ViewColumn } from './flow-view.ts';
import type { Verdict } from './verdicts.ts';

/** Which flows the table shows. */
export interface FlowFilter {
  /** Only flows of this type; `null`: of every type. */
  readonly type: string | null;
  readonly verdict: Verdict | 'any';
  /** A port as a number, or a part of a word: type, protocol, address, service, uid, file. */
  readonly text: string;
}

/** Those rows of `order` that pass the filter, in its order. O(rows + words). */
export function filterRows(
  order: Uint32Array,
  columns: readonly ViewColumn[],
  { type, verdict, text }: FlowFilter,
): Uint32Array {
  const searched = text.trim();
  const rows = columns[0]?.values.length ?? 0;
  const ids = (id: string) => columns.filter((column) => column.id === id);
  const masks = [
    ...(type === null ? [] : [rowsWithWord(ids('type'), (word) => word === type, rows)]),
    ...(verdict === 'any' ? [] : [rowsWithWord(ids('verdict'), accepting(verdict), rows)]),
    ...(searched === '' ? [] : [rowsWithText(columns, searched)]),
  ];
  return masks.reduce(keptRows, order);
}

/** `flagged` and `not flagged` ask for the answer alone, the others for how right it was. */
function accepting(verdict: Verdict): (word: string) => boolean {
  const same: Readonly<Partial<Record<Verdict, readonly string[]>>> = {
    flagged: ['flagged', 'caught', 'false positive'],
    'not flagged': ['not flagged', 'missed', 'left alone'],
  };
  const accepted = same[verdict] ?? [verdict];
  return (word) => accepted.includes(word);
}

/** 1 for each row with an accepted word in one of the columns; a word is looked at once. */
function rowsWithWord(
  columns: readonly ViewColumn[],
  accepts: (word: string) => boolean,
  rows: number,
): Uint8Array {
  const mask = new Uint8Array(rows);
  for (const { names, values } of columns) {
    const accepted = new Uint8Array(names?.length ?? 0);
    let some = false;
    names?.forEach((word, code) => {
      if (!accepts(word)) return;
      accepted[code] = 1;
      some = true;
    });
    if (!some) continue;
    for (let row = 0; row < mask.length; row++) mask[row] |= accepted[values[row]];
  }
  return mask;
}

/** 1 for each row that has the text in a word, or the number for a port. */
function rowsWithText(columns: readonly ViewColumn[], searched: string): Uint8Array {
  const pattern = anyCase(searched);
  const words = columns.filter(({ id, names }) => names !== undefined && id !== 'verdict');
  const mask = rowsWithWord(words, (word) => pattern.test(word), columns[0].values.length);
  for (const { texts } of columns) if (texts !== undefined) markTexts(mask, texts, pattern);
  const port = /^\d+$/.test(searched) ? Number(searched) : Number.NaN;
  for (const { values } of columns.filter(({ kind }) => kind === 'port')) {
    for (let row = 0; row < mask.length; row++) mask[row] |= values[row] === port ? 1 : 0;
  }
  return mask;
}

/**
 * Marks the rows whose text has the pattern, of ASCII. All texts are searched as one string; a match
 * across two rows is none.
 */
function markTexts(mask: Uint8Array, texts: TextColumn, pattern: RegExp): void {
  const { ends } = texts;
  const all = latin1Of(texts);
  const each = new RegExp(pattern, 'gi');
  let row = 0;
  for (let found = each.exec(all); found !== null; found = each.exec(all)) {
    while (ends[row] <= found.index) row++;
    if (each.lastIndex <= ends[row]) mask[row] = 1;
    // The next row may have the text from within a match that began in this one.
    else each.lastIndex = found.index + 1;
  }
}

/**
 * Finds the text in either case: of 100,000 words in a few milliseconds, which lowering each would
 * take ten times over. Types are shown with spaces, so they are found with spaces or without.
 */
function anyCase(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(literal.replace(/[ _]/g, '[ _]'), 'i');
}
