/** Told how much of a task is done, 0 … 1, and where rows are read, how many so far. */
export type TaskProgress = (fraction: number, rows?: number) => void;

/** What a worker sends back: progress any number of times, then one of the others. */
export type TaskReply =
  | { readonly kind: 'progress'; readonly fraction: number; readonly rows?: number | undefined }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly message: string; readonly inputError: boolean };

/** The buffers inside a value, each once. Strings and numbers hold none: a list of them is not walked. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  return transferablesOf(value).filter((one) => one instanceof ArrayBuffer);
}

/** The buffers and pictures inside a value, each once, to be handed over instead of copied. */
export function transferablesOf(value: unknown): (ArrayBuffer | ImageBitmap)[] {
  const found = new Set<ArrayBuffer | ImageBitmap>();
  gather(value, found);
  return [...found];
}

function gather(value: unknown, found: Set<ArrayBuffer | ImageBitmap>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const item of value) gather(item, found);
  } else if (typeof ImageBitmap !== 'undefined' && value instanceof ImageBitmap) {
    found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) gather(item, found);
  }
}

/** The ports that are fields of a task's input: they can only be handed over. */
export function portsOf(input: object): MessagePort[] {
  if (Array.isArray(input)) return [];
  return Object.values(input).filter((value) => value instanceof MessagePort);
}
