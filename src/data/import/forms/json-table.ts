import { opened, pathsOf } from '../json/json-dialects.ts';
import { ENVELOPES, type Envelope, eachValue } from '../json/json-envelope.ts';
import type { JsonHead } from '../json/json-head.ts';
import { JsonObjects } from '../json/json-objects.ts';
import type { JsonObject } from '../json/json-row.ts';
import { MOST_COLUMNS } from '../text/header.ts';
import { NONE } from '../text/record-reader.ts';
import type { TextForm } from './text-form.ts';

/** Fewer values are no row of a table. */
const FEWEST_PATHS = 2;
/** More names than any log has, so that no file can fill the memory. */
const MOST_NAMES = 1000;

/**
 * JSON of any shape as a table: a column for each path of a value (`source.ip`) in the first objects.
 * Lists are cells as they stand. Of several wrappings the one whose records have the most paths is
 * meant.
 */
export function jsonTableForm(head: JsonHead): TextForm | undefined {
  let best: { envelope: Envelope; records: JsonObject[]; names: string[] } | undefined;
  for (const envelope of ENVELOPES) {
    const records = opened(head.objects, envelope);
    if (2 * records.length < head.objects.length) continue;
    const names = [...pathsOf(records)].slice(0, MOST_COLUMNS);
    // An object as it is has all paths of those in it; only text in it can have more.
    if (best === undefined || names.length > best.names.length) best = { envelope, records, names };
  }
  if (best === undefined || best.names.length < FEWEST_PATHS) return undefined;
  const { envelope, records, names } = best;
  return {
    name: [head.isSplit ? 'JSON' : 'JSON lines', envelope.name].filter(Boolean).join(' within '),
    names,
    rows: records.map((record) => cellsOf(record, names)),
    delimiter: NONE,
    quote: NONE,
    ...(head.isSplit && { unit: 'object' as const }),
    start: (reader, log) => {
      const objects = new JsonObjects(head, envelope, reader, log);
      const known = new Set(names);
      const unused = new Set<string>();
      return {
        prepare: (block) => objects.prepare(block),
        cut() {
          const object = objects.read();
          if (object === 'meta') return {};
          if (object === 'refused') return { refused: null };
          eachValue(object, (path) => {
            if (!known.has(path) && unused.size < MOST_NAMES) unused.add(path);
          });
          return cellsOf(object, names);
        },
        unused: () => [...unused],
      };
    },
  };
}

function cellsOf(object: JsonObject, names: readonly string[]): string[] {
  const cells = new Map<string, string>();
  eachValue(object, (path, value) => cells.set(path, cellOf(value)));
  return names.map((name) => cells.get(name) ?? '');
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
