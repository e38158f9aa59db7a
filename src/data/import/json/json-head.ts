import { textOf } from '../text/cells.ts';
import { headRecords } from '../text/head-records.ts';
import { NONE } from '../text/record-reader.ts';
import { parseObject } from './json-envelope.ts';
import { type ListPlace, listPlace } from './json-list.ts';
import type { JsonObject } from './json-row.ts';
import { JsonSplitter, needsSplitting } from './json-splitter.ts';

/** How the JSON of a file lies in its lines, and what its first objects are. */
export interface JsonHead {
  /** Whether objects and lines are not the same: members of a list, or broken into lines. */
  readonly isSplit: boolean;
  /** The list that holds the records, where one object holds them all: `records`, `hits.hits`. */
  readonly list: ListPlace | undefined;
  /** Whether a header, such as that of syslog, stands before the object of each line. */
  readonly hasHeader: boolean;
  /** The first objects that can be read. */
  readonly objects: readonly JsonObject[];
}

const MOST_OBJECTS = 1000;
const LONGEST_HEADER = 400;

/**
 * Looks at the head of a file for JSON: lines of objects, a list, objects broken into lines, one
 * object that holds the list of records, or lines that end in an object.
 *
 * @param sample the first bytes of the file
 * @param isWhole whether they are the whole file
 */
export function jsonHead(sample: Uint8Array, isWhole: boolean): JsonHead | undefined {
  const start = textOf(sample, 0, Math.min(sample.length, 1 << 16)).trimStart();
  const hasHeader = isHeaded(start);
  if (!hasHeader && !/^[[{]/.test(start)) return undefined;
  const list = hasHeader ? undefined : listPlace(start);
  const isSplit = list !== undefined || (!hasHeader && needsSplitting(start));
  const bytes = sample.slice();
  if (isSplit) new JsonSplitter(list).split(bytes);
  const objects = headRecords(bytes, isWhole)
    .cutAt(NONE, MOST_OBJECTS)
    .map(([text]) => parseObject(hasHeader ? afterHeader(text) : text))
    .filter((object) => object !== undefined);
  return { isSplit, list, hasHeader, objects };
}

/** Whether the first line ends in an object, behind words that no table would have. */
function isHeaded(start: string): boolean {
  const [line] = start.split('\n', 1);
  const at = line.indexOf('{');
  if (at < 1 || at > LONGEST_HEADER || /[,;\t|"]/.test(line.slice(0, at))) return false;
  return parseObject(line.slice(at)) !== undefined;
}

/** A line from its object on. */
export function afterHeader(line: string): string {
  return line.slice(Math.max(0, line.indexOf('{')));
}
