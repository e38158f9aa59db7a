import { NONE } from '../text/record-reader.ts';
import { mostOf } from './sample-lines.ts';
import type { RecordCut, TextForm } from './text-form.ts';

/** Fewer pairs on a line are an accident. */
const FEWEST_PAIRS = 3;
/** More keys than any log has, so that no file can fill the memory. */
const MOST_KEYS = 1000;

/** `key=value` or `key="a value"`, apart by anything that is no part of a word. */
const PAIR =
  /(?:^|[\s,;|([])([A-Za-z_@][\w.@-]{0,79})=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,;|\])"]*))/g;
/** In CEF a value may hold spaces: it ends where the next key begins. */
const CEF_PAIR =
  /(?:^|\s)([A-Za-z_][\w.]{0,79})=((?:\\.|[^\\])*?)(?=\s+[A-Za-z_][\w.]{0,79}=|\s*$)/g;
const CEF = /\bCEF:\d\|/;
/** As far as such a line is looked at: its pattern looks ahead at every character. */
const CEF_LENGTH = 1 << 13;

/** The time that the program which collects logs put before the line. */
const TIME_BEFORE =
  /^(?:<\d{1,3}>)?\s*([A-Z][a-z]{2} +\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*)/;
/** The column that it fills. */
const TIME = 'logged';

/**
 * Lines of `key=value`, as firewalls write them (FortiGate, iptables, Sophos, CEF): the columns are
 * the keys of the first lines, in order of first appearance, after the time before the line.
 */
export function keyValueForm(lines: readonly string[]): TextForm | undefined {
  // A table whose cells hold such pairs begins with the names of its columns.
  if (pairsOf(lines[0] ?? '').size < FEWEST_PAIRS) return undefined;
  if (!mostOf(lines, (line) => pairsOf(line).size >= FEWEST_PAIRS)) return undefined;
  const keys = new Set<string>();
  for (const line of lines) for (const key of cellsOf(line).keys()) keys.add(key);
  const names = [...keys].slice(0, MOST_KEYS);
  const known = new Set(names);
  const start = () => {
    const unused = new Set<string>();
    const cut: RecordCut = (record) => {
      const cells = cellsOf(record.recordText());
      if (cells.size - (cells.has(TIME) ? 1 : 0) === 0) return { refused: 'has no key=value' };
      for (const key of cells.keys()) {
        if (!known.has(key) && unused.size < MOST_KEYS) unused.add(key);
      }
      return names.map((name) => cells.get(name) ?? '');
    };
    return { cut, unused: () => [...unused] };
  };
  const rows = lines.map((line) => cellsOf(line)).filter((cells) => cells.size > 0);
  return {
    name: 'key=value',
    names,
    rows: rows.map((cells) => names.map((name) => cells.get(name) ?? '')),
    delimiter: NONE,
    quote: NONE,
    start,
  };
}

function cellsOf(line: string): Map<string, string> {
  const [, time] = TIME_BEFORE.exec(line) ?? [];
  const pairs = pairsOf(line);
  return time === undefined || pairs.has(TIME) ? pairs : new Map([[TIME, time], ...pairs]);
}

/** Of two pairs of one key the first is meant. */
function pairsOf(line: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const isCef = CEF.test(line);
  const text = isCef ? line.slice(line.lastIndexOf('|') + 1).slice(0, CEF_LENGTH) : line;
  for (const [, key, quoted, single, plain] of text.matchAll(isCef ? CEF_PAIR : PAIR)) {
    const value = (quoted ?? single ?? plain ?? '').replaceAll(/\\(.)/g, '$1');
    if (!pairs.has(key)) pairs.set(key, value);
  }
  return pairs;
}
