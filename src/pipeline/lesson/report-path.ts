import { InputError } from '../../data/errors.ts';

/** Parts of a path at most, and characters. */
const MOST_PARTS = 12;
const LONGEST = 200;

/** A name of an object's field, an item's number, or the item that has this value under this key. */
type Part =
  | { readonly name: string }
  | { readonly item: number }
  | { readonly key: string; readonly value: string };

const PART = /^([\w-]+)((?:\[(?:\d{1,6}|[\w-]+=[\w.:-]+)\])*)$/;

/**
 * Reads where a figure stands in a report: names with dots between them, `[0]` for an item of a list,
 * `[type=ddos]` for the first item whose `type` is `ddos`. Empty: the report itself.
 *
 *     detectors.isolation-forest.rankedAttacks[type=ddos].rate
 *
 * @throws InputError for anything else
 */
export function parsePath(text: string): Part[] {
  if (text === '') return [];
  const parts = text.length > LONGEST ? [] : text.split('.').flatMap(partsOf);
  if (parts.length === 0 || parts.length > MOST_PARTS || parts.includes(null)) {
    throw new InputError(
      `"${text.slice(0, 60)}" is no path into the report: write names with dots between them, ` +
        'such as detectors.isolation-forest.recall or flows.attacks[type=ddos].flows.',
    );
  }
  return parts.filter((part) => part !== null);
}

function partsOf(word: string): (Part | null)[] {
  const [, name, items] = PART.exec(word) ?? [];
  if (name === undefined) return [null];
  const inside = [...(items ?? '').matchAll(/\[([^\]]+)\]/g)].map(([, inner = '']): Part => {
    const [key = '', value] = inner.split('=');
    return value === undefined ? { item: Number(inner) } : { key, value };
  });
  return [{ name }, ...inside];
}

/** What stands at the path; `undefined`: nothing does. O(items of the lists on the way). */
export function valueAt(report: unknown, path: string): unknown {
  let value = report;
  for (const part of parsePath(path)) value = inside(value, part);
  return value;
}

function inside(value: unknown, part: Part): unknown {
  if ('name' in part) return own(value, part.name);
  if (!Array.isArray(value)) return undefined;
  if ('item' in part) return value[part.item];
  return value.find((item) => String(own(item, part.key)) === part.value);
}

/** A field that the object has itself: a report may have names out of a file. */
function own(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) {
    return undefined;
  }
  return (holder as Record<string, unknown>)[name];
}
