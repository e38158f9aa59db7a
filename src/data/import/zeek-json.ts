import type { JsonDialect } from './json-flows.ts';
import { pathOf } from './json-row.ts';
import { isDirectionDoubtful } from './zeek-direction.ts';
import { DIRECTION_NAMES, hasZeekNames, ZEEK_CONN } from './zeek-fields.ts';

const [PROTOCOL, HISTORY, STATE] = DIRECTION_NAMES.map(pathOf);
const STREAM = pathOf('_path');

/**
 * A connection log as JSON: Zeek's names as they are (`id.orig_h`), or the endpoints in an object of
 * their own (`id`); unset fields left out; times in any of Zeek's three forms. Where logs of all
 * kinds come in one stream, `_path` tells them apart.
 * Source: Zeek's documentation, `LogAscii::use_json`, `LogAscii::json_timestamps`.
 */
export const ZEEK_JSON: JsonDialect = {
  format: 'Zeek conn.log',
  mapping: ZEEK_CONN,
  computed: {},
  unsetWords: ['-', '(empty)'],
  alsoRead: [STREAM.whole, HISTORY.whole],
  otherEvent(row) {
    const path = row.word(STREAM);
    return path === '' || path.startsWith('conn') ? undefined : path;
  },
  doubtsDirection: (row) =>
    isDirectionDoubtful(row.word(PROTOCOL), row.word(HISTORY), row.word(STATE)),
  notes: [],
};

/** Whether JSON with these keys, at any depth, is a connection log. */
export function hasZeekKeys(keys: ReadonlySet<string>): boolean {
  return hasZeekNames((name) => keys.has(name) || keys.has(name.replace(/^id\./, '')));
}
