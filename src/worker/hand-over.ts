/** Bytes that are copied at a time: a few milliseconds of the thread that hands them over. */
const PIECE_BYTES = 1 << 22;
/** What has no more bytes than this is posted as one message. */
const WHOLE_BYTES = 1 << 22;
/** Arrays of fewer bytes go with the message itself. */
const SMALL_BYTES = 1 << 16;

/** Array types that the lab's tables and matrices have. */
const ARRAYS = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
} as const;
type ArrayName = keyof typeof ARRAYS;
type LabArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

/** An array that comes in pieces before the message that needs it. */
interface PiecedArray {
  readonly type: ArrayName;
  readonly bytes: number;
}

/** Stands in a message where an array belongs, by its number. */
interface Place {
  readonly placeOfArray: number;
}

/** What is posted: a message as it is, pieces of its arrays, or the message that puts them together. */
export type Posted =
  | { readonly kind: 'whole'; readonly message: unknown }
  | {
      readonly kind: 'piece';
      readonly at: number;
      readonly from: number;
      readonly bytes: ArrayBuffer;
    }
  | { readonly kind: 'pieced'; readonly message: unknown; readonly arrays: readonly PiecedArray[] };

/**
 * Posts a message whose large arrays are copied piece by piece, so that the thread is free between two
 * of them. O(bytes); arrays that stand in it twice are sent once.
 *
 * @param post posts one part, handing over what is listed
 * @param rest gives the thread back for a moment; it may reject, which ends the handing over
 */
export async function handOver(
  message: unknown,
  ports: readonly MessagePort[],
  post: (part: Posted, transfer: Transferable[]) => void,
  rest: () => Promise<void>,
): Promise<void> {
  const arrays = largeArrays(message);
  const total = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (total <= WHOLE_BYTES) return post({ kind: 'whole', message }, [...ports]);
  const numbers = new Map(arrays.map((array, at) => [array, at] as const));
  for (const [at, { buffer, byteOffset, byteLength }] of arrays.entries()) {
    for (let from = 0; from < byteLength; from += PIECE_BYTES) {
      const end = Math.min(byteLength, from + PIECE_BYTES);
      const bytes = buffer.slice(byteOffset + from, byteOffset + end) as ArrayBuffer;
      post({ kind: 'piece', at, from, bytes }, [bytes]);
      await rest();
    }
  }
  const described = arrays.map((array) => ({ type: typeOf(array), bytes: array.byteLength }));
  post({ kind: 'pieced', message: withPlaces(message, numbers), arrays: described }, [...ports]);
}

/** Puts messages together again on the side where they arrive. */
export function createTakeOver(onMessage: (message: unknown) => void): (part: Posted) => void {
  let pieces: Extract<Posted, { kind: 'piece' }>[] = [];
  return (part) => {
    if (part.kind === 'piece') {
      pieces.push(part);
      return;
    }
    if (part.kind === 'whole') return onMessage(part.message);
    const buffers = part.arrays.map(({ bytes }) => new Uint8Array(bytes));
    for (const { at, from, bytes } of pieces) buffers[at]?.set(new Uint8Array(bytes), from);
    pieces = [];
    const arrays = part.arrays.map(({ type }, at) => {
      const { buffer } = buffers[at] as Uint8Array<ArrayBuffer>;
      return new ARRAYS[type](buffer);
    });
    onMessage(inPlace(part.message, arrays));
  };
}

function typeOf(array: LabArray): ArrayName {
  return array.constructor.name as ArrayName;
}

function isLarge(value: unknown): value is LabArray {
  if (!ArrayBuffer.isView(value) || value.byteLength < SMALL_BYTES) return false;
  return value.constructor.name in ARRAYS;
}

/** The large arrays of a message, each once, in the order in which they stand. */
function largeArrays(message: unknown): LabArray[] {
  const found = new Set<LabArray>();
  mapped(message, (value) => {
    if (isLarge(value)) found.add(value);
    return value;
  });
  return [...found];
}

function withPlaces(message: unknown, numbers: ReadonlyMap<unknown, number>): unknown {
  return mapped(message, (value) => {
    const at = numbers.get(value);
    return at === undefined ? value : ({ placeOfArray: at } satisfies Place);
  });
}

function inPlace(message: unknown, arrays: readonly LabArray[]): unknown {
  return mapped(message, (value) => {
    const isPlace = typeof value === 'object' && value !== null && 'placeOfArray' in value;
    return isPlace ? arrays[(value as Place).placeOfArray] : value;
  });
}

/** The same lists and plain objects with other values in them; where none is other, the same ones. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || typeof value !== 'object' || value === null) return changed;
  if (Array.isArray(value)) {
    // A list of words or numbers holds no array.
    if (typeof value[0] !== 'object') return value;
    const items = value.map((item) => mapped(item, change));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const others = entries.map(([key, part]) => [key, mapped(part, change)] as const);
  return others.some(([, part], at) => part !== entries[at]?.[1])
    ? Object.fromEntries(others)
    : value;
}
