import type { TextContext, TrafficReader } from '../traffic-reader.ts';
import { textOf } from './cells.ts';
import { headRecords } from './head-records.ts';

/** Comments that stand before a table, as some tools write them. */
export interface Comments {
  readonly lines: number;
  readonly bytes: number;
}

const HASH = 0x23;
const LINE_FEED = 0x0a;

/**
 * The lines at the head of delimited text that begin with `#`. The last of them is no comment but
 * the header if it has as many fields as the line after it.
 *
 * @param head the first bytes of the file
 * @param isWhole whether they are the whole file
 */
export function commentsBefore(head: Uint8Array, isWhole: boolean): Comments {
  const starts = [0];
  for (let at = 0; head[at] === HASH; at = starts[starts.length - 1]) {
    const end = head.indexOf(LINE_FEED, at);
    if (end < 0) break;
    starts.push(end + 1);
  }
  const lines = starts.length - 1;
  const bytes = starts[lines];
  if (lines === 0 || bytes === head.length) return { lines: 0, bytes: 0 };
  const table = headRecords(head.subarray(bytes), isWhole);
  const delimiter = String.fromCharCode(table.likeliestDelimiter);
  const fields = table.cutAt(table.likeliestDelimiter, 1)[0]?.length ?? 0;
  const last = textOf(head, starts[lines - 1], bytes);
  const isHeader = fields > 1 && last.split(delimiter).length === fields;
  return isHeader ? { lines: lines - 1, bytes: starts[lines - 1] } : { lines, bytes };
}

/** The reader of a table without the comments before it, which the log counts. */
export function afterComments(
  { lines }: Comments,
  traffic: TrafficReader,
  { reader, log }: TextContext,
): TrafficReader {
  if (lines === 0) return traffic;
  return {
    ...traffic,
    read() {
      if (reader.line > lines) return traffic.read();
      log.ignore(reader.line, 'comment before the table');
      return 'meta';
    },
  };
}
