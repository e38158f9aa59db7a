import { isDirectionDoubtful } from '../kinds/zeek-direction.ts';
import { DIRECTION_NAMES, ZEEK_CONN } from '../kinds/zeek-fields.ts';
import type { JsonDialect } from './json-flows.ts';
import { pathOf } from './json-row.ts';

const [PROTOCOL, HISTORY, STATE] = DIRECTION_NAMES.map(pathOf);
/** The log that a record is of, as Zeek and those who ship its logs tell it. */
const STREAMS = ['_path', '@stream'].map(pathOf);
const UID = pathOf('uid');
/** What every record of a connection has some of, and no other that has a `uid`. */
const MEASURES = [
  ...['conn_state', 'orig_pkts', 'resp_pkts', 'orig_bytes', 'resp_bytes', 'duration', 'history'],
].map(pathOf);

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
  alsoRead: [...STREAMS.map(({ whole }) => whole), HISTORY.whole],
  otherEvent(row) {
    const stream = STREAMS.map((path) => row.word(path)).find((word) => word !== '');
    if (stream !== undefined) return stream.startsWith('conn') ? undefined : stream;
    if (row.word(UID) === '') return undefined;
    return MEASURES.some((path) => row.word(path) !== '') ? undefined : 'other';
  },
  doubtsDirection: (row) =>
    isDirectionDoubtful(row.word(PROTOCOL), row.word(HISTORY), row.word(STATE)),
  notes: [],
};
