import { isObject, type JsonObject, type JsonPath, pathOf, valueAt } from './json-row.ts';

/** Where in an object its record lies: stores and shippers of logs wrap what they were given. */
export interface Envelope {
  /** As it stands in messages: `_source.message`; empty where the object is the record. */
  readonly name: string;
  /** The record in an object; `undefined` where there is none. O(size of the object). */
  readonly open: (object: JsonObject) => JsonObject | undefined;
}

/**
 * Members that hold the record as an object: a hit of Elasticsearch or OpenSearch, a row of a Splunk
 * export, an event of AWS Network Firewall.
 */
const OBJECTS = ['_source', 'result', 'event', 'fields', 'json'];

/** Members that hold the record as text: Filebeat, Splunk, Docker, journald, Loki, CloudWatch. */
const TEXTS: readonly JsonPath[] = [
  ...['message', '_raw', 'log', 'MESSAGE', 'line', '@message', 'event.original', 'raw'],
].map(pathOf);

/** The object itself, then each member that could hold it, then each text in these. */
export const ENVELOPES: readonly Envelope[] = [undefined, ...TEXTS].flatMap((text) =>
  [undefined, ...OBJECTS].map((member): Envelope => {
    const name = [member, text?.whole].filter((part) => part !== undefined).join('.');
    return { name, open: (object) => textIn(memberOf(object, member), text) };
  }),
);

function memberOf(object: JsonObject, member: string | undefined): JsonObject | undefined {
  if (member === undefined) return object;
  const value = Object.hasOwn(object, member) ? object[member] : undefined;
  return isObject(value) ? value : undefined;
}

function textIn(
  object: JsonObject | undefined,
  path: JsonPath | undefined,
): JsonObject | undefined {
  if (object === undefined || path === undefined) return object;
  const text = valueAt(object, path);
  return typeof text === 'string'
    ? parseObject(text.slice(Math.max(0, text.indexOf('{'))))
    : undefined;
}

/** The object that a text is; `undefined` where it is none. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Deeper names than any log has; what lies deeper is one value. */
const DEEPEST = 8;

/** Calls back with the path and value of everything in an object that is no object itself. */
export function eachValue(
  object: JsonObject,
  take: (path: string, value: unknown) => void,
  prefix = '',
  depth = 0,
): void {
  for (const name in object) {
    const value = object[name];
    const path = prefix + name;
    if (isObject(value) && depth < DEEPEST) eachValue(value, take, `${path}.`, depth + 1);
    else take(path, value);
  }
}
