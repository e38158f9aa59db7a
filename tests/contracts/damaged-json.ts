/** JSON text changed so that it is no longer what was written, and how. */
interface Damaged {
  readonly how: string;
  readonly json: unknown;
  /** Whether it may be what another thing would have been saved as: nothing has another type. */
  readonly mayMean: boolean;
}

type Path = readonly (string | number)[];

const LEFT_OUT = 'left out';
const NULL = 'null';
const OTHER_VALUES = [null, 'text', 0, true, [], {}];

/**
 * A saved thing damaged in many ways, one at a time: another value in place of the whole, each of its
 * fields left out or `null`, a value of another type in place of each. Of a list, only the first, the
 * middle and the last member are changed. What is `null` stays.
 */
export function* damaged(saved: string): Generator<Damaged> {
  for (const value of OTHER_VALUES)
    yield { how: `${JSON.stringify(value)} instead`, json: value, mayMean: false };
  yield { how: 'within a list', json: [JSON.parse(saved)], mayMean: false };
  for (const path of pathsOf(JSON.parse(saved))) {
    for (const [how, change] of changesTo(path, valueAt(JSON.parse(saved), path))) {
      const json = JSON.parse(saved);
      const holder = valueAt(json, path.slice(0, -1)) as Record<string | number, unknown>;
      change(holder, path[path.length - 1]);
      const mayMean = how === LEFT_OUT || how === NULL;
      yield { how: `${path.join('.')}: ${how}`, json, mayMean };
    }
  }
}

type Change = (holder: Record<string | number, unknown>, key: string | number) => void;

function changesTo(path: Path, value: unknown): [string, Change][] {
  const set =
    (other: unknown): Change =>
    (holder, key) => {
      holder[key] = other;
    };
  const isField = typeof path[path.length - 1] === 'string';
  const changes: [string, Change][] = [];
  if (isField) {
    changes.push([
      LEFT_OUT,
      (holder, key) => {
        delete holder[key];
      },
    ]);
  }
  if (value === null) return changes;
  changes.push([NULL, set(null)], ['in a list', set([value])], ['in an object', set({ value })]);
  if (typeof value === 'number') changes.push(['text', set('text')]);
  if (typeof value === 'object') changes.push(['a number', set(7)]);
  return changes;
}

/** Every field, and of every list its first, middle and last member. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) {
    const places = new Set([0, value.length >> 1, value.length - 1]);
    for (const at of places) if (at in value) yield* pathsOf(value[at], [...path, at]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, held] of Object.entries(value)) yield* pathsOf(held, [...path, key]);
  }
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((held, key) => (held as Record<string | number, unknown>)[key], json);
}
