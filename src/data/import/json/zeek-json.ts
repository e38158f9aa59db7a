import { isDirectionDoubtful } from '../zeek-direction.ts';
import { DIRECTION_NAMES, ZEEK_CONN } from '../zeek-fields.ts';
import type { JsonDialect } from './json-flows.ts';
import { pathOf } from './json-row.ts';

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
