import { EXPECTED } from './expected.ts';
import { type FoundForm, formOfJson, formOfText, TEXT_FORMS } from './forms/find-form.ts';
import { sampleLines } from './forms/sample-lines.ts';
import {
  type FoundJson,
  findJson,
  JSON_KINDS,
  type JsonName,
  pathsOf,
} from './json/json-dialects.ts';
import { type JsonHead, jsonHead } from './json/json-head.ts';
import {
  asDialect,
  DIALECTS,
  type DialectName,
  type FoundDialect,
  recogniseDialect,
} from './kinds/dialects.ts';
import { otherKindOfJson, otherKindOfText } from './kinds/other-kinds.ts';
import { packetListAdvice } from './kinds/packet-list.ts';
import { ZEEK_DIRECTIVE } from './kinds/zeek-header.ts';
import type { RowsFormat } from './mapping/start-rows.ts';
import {
  type TableCut,
  tableOfForm,
  type UnknownTable,
  unknownTable,
} from './mapping/unknown-table.ts';
import { textOf } from './text/cells.ts';
import { type Comments, commentsBefore } from './text/comment-lines.ts';
import { type HeadRecords, headRecords } from './text/head-records.ts';
import { delimiterName, listed, MOST_COLUMNS } from './text/header.ts';

/** What a file is asked to be; `auto` goes by its content. */
export type TrafficFormat = 'auto' | DialectName | JsonName | 'mapped' | 'table';

/** The formats that one may ask for. */
export const TRAFFIC_FORMATS: readonly TrafficFormat[] = [
  ...new Set<TrafficFormat>([
    'auto',
    ...(Object.keys(DIALECTS) as DialectName[]),
    ...(Object.keys(JSON_KINDS) as JsonName[]),
    'mapped',
    'table',
  ]),
];

/** The head of a file: its first bytes, and whether they are the whole. */
interface Sample {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** What a file of text is, as its head tells. */
type Recognised =
  | { readonly kind: 'zeek' }
  | { readonly kind: 'json'; readonly head: JsonHead; readonly found: FoundJson }
  | { readonly kind: 'form'; readonly found: FoundForm; readonly comments: Comments }
  | { readonly kind: 'dialect'; readonly found: FoundDialect; readonly comments: Comments }
  | { readonly kind: 'table'; readonly head: HeadRecords; readonly comments: Comments };

type Fail = (message: string) => Error;

/**
 * The table of unknown columns that a file is, so that a person may say how it is read; `undefined`
 * where the file is of a known kind, or nothing that could be a table.
 *
 * @param cut how the person wants it cut, as far as they said
 */
export function unknownTableOf(
  bytes: Uint8Array,
  isWhole: boolean,
  cut: TableCut,
): UnknownTable | undefined {
  class NoTable extends Error {}
  try {
    const what = recognise({ bytes, isWhole }, 'auto', cut, (message) => new NoTable(message));
    if (what.kind === 'form') {
      return what.found.dialect === undefined ? tableOfForm(what.found.form) : undefined;
    }
    if (what.kind !== 'table') return undefined;
    const records = what.head.cutAt(what.head.likeliestDelimiter, 1000);
    const columns = records[0].length;
    if (records.length < 2 || columns < 2) return undefined;
    const even = records.filter(({ length }) => length === columns);
    return 2 * even.length < records.length ? undefined : unknownTable(what.head, cut);
  } catch (error) {
    if (error instanceof NoTable) return undefined;
    throw error;
  }
}

/** @throws what `fail` makes, where the file is nothing that can be read */
export function recognise(
  sample: Sample,
  format: TrafficFormat,
  cut: TableCut,
  fail: Fail,
): Recognised {
  const { bytes, isWhole } = sample;
  const start = textOf(bytes, 0, Math.min(bytes.length, FIRST_BYTES)).trimStart();
  if (start === '' && isWhole) throw fail('empty, there is nothing to read');
  const isJsonName = Object.hasOwn(JSON_KINDS, format);
  if ((format === 'auto' || format === 'zeek') && ZEEK_DIRECTIVE.test(start))
    return { kind: 'zeek' };
  const head =
    isJsonName || format === 'aws' || rowsFormat(format) === format
      ? jsonHead(bytes, isWhole)
      : undefined;
  if (head !== undefined) return recogniseJson(head, start, format, fail);
  if (isJsonName && !Object.hasOwn(DIALECTS, format)) {
    throw fail(`no JSON; expected ${JSON_KINDS[format as JsonName].expects}`);
  }
  const fields = TEXT_FORMS['W3C extended log'](
    start.startsWith('#') ? sampleLines(bytes, isWhole) : [],
  );
  if (fields !== undefined) return { kind: 'form', found: { form: fields }, comments: NO_COMMENTS };
  const comments = commentsBefore(bytes, isWhole);
  const text = { bytes: bytes.subarray(comments.bytes), isWhole };
  return recogniseText(text, comments, format as TextFormat, cut, fail);
}

const NO_COMMENTS: Comments = { lines: 0, bytes: 0 };
/** As far as directives and lists of records are looked for. */
const FIRST_BYTES = 1 << 16;

/** What text that is no JSON may be asked to be. */
type TextFormat = DialectName | RowsFormat;

/** What a table of unknown columns may be read as, where a format is asked for. */
export function rowsFormat(format: TrafficFormat): RowsFormat {
  return format === 'mapped' || format === 'table' ? format : 'auto';
}

function recogniseJson(
  head: JsonHead,
  start: string,
  format: TrafficFormat,
  fail: Fail,
): Recognised {
  if (Object.hasOwn(JSON_KINDS, format) || format === 'auto') {
    const found = findJson(head.objects, format as JsonName | 'auto');
    if (found !== undefined) return { kind: 'json', head, found };
  }
  if (Object.hasOwn(JSON_KINDS, format)) {
    throw fail(`JSON, but not ${JSON_KINDS[format as JsonName].expects}`);
  }
  const paths = pathsOf(head.objects);
  const other = otherKindOfJson(head.objects, (path) => paths.has(path));
  if (other !== undefined && format === 'auto') throw fail(other);
  const form = formOfJson(start, head);
  if (form !== undefined) return { kind: 'form', found: form, comments: NO_COMMENTS };
  const found = paths.size === 0 ? 'no object that can be read' : listed([...paths]);
  throw fail(`JSON without the fields of flows: found ${found}; ${EXPECTED}`);
}

function recogniseText(
  { bytes, isWhole }: Sample,
  comments: Comments,
  format: TextFormat,
  cut: TableCut,
  fail: Fail,
): Recognised {
  const head = cutHead(headRecords(bytes, isWhole), cut);
  const records = head.cutAt(head.likeliestDelimiter, 1000);
  if (records.length === 0) throw fail(`no line that could be a header; ${EXPECTED}`);
  if (records[0].length > MOST_COLUMNS) {
    throw fail(`${records[0].length} columns; at most ${MOST_COLUMNS} can be read`);
  }
  if (format !== 'auto' && format !== 'mapped' && format !== 'table') {
    const dialect = DIALECTS[format];
    const known = asDialect(dialect, head, cut.hasHeader);
    const inside = known === undefined ? formOfText(bytes, isWhole, head, cut) : undefined;
    if (inside?.dialect === dialect) return { kind: 'form', found: inside, comments };
    const delimiter = head.likeliestDelimiter;
    const found = known ?? {
      dialect,
      delimiter,
      cutAs: delimiterName(delimiter),
      header: records[0],
      hasHeader: true,
      records: records.slice(1),
    };
    return { kind: 'dialect', found, comments };
  }
  if (format === 'auto') {
    const found = recogniseDialect(head, cut.hasHeader);
    if (found !== undefined) return { kind: 'dialect', found, comments };
    const other = otherKindOfText(sampleLines(bytes, isWhole)) ?? packetListAdvice(records[0]);
    if (other !== undefined) throw fail(other);
  }
  const form = formOfText(bytes, isWhole, head, cut);
  if (form !== undefined) return { kind: 'form', found: form, comments };
  return { kind: 'table', head, comments };
}

function cutHead(head: HeadRecords, { delimiter }: TableCut): HeadRecords {
  return delimiter === undefined ? head : { ...head, likeliestDelimiter: delimiter.charCodeAt(0) };
}
