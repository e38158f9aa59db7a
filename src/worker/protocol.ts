/** Told how much of a task is done, 0 … 1, and where rows are read, how many so far. */
export type TaskProgress = (fraction: number, rows?: number) => void;

/** What a worker sends back: progress any number of times, then one of the others. */
export type TaskReply =
  | { readonly kind: 'progress'; readonly fraction: number; readonly rows?: number | undefined }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly message: string; readonly inputError: boolean };

/**
 * The buffers inside a value, each once, to be handed over instead of copied. Strings and numbers
 * hold none, so a list of them is not walked.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  gatherBuffers(value, found);
  return [...found];
}

function gatherBuffers(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const item of value) gatherBuffers(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) gatherBuffers(item, found);
  }
}

/** The ports that are fields of a task's input: they can only be handed over. */
export function portsOf(input: object): MessagePort[] {
  if (Array.isArray(input)) return [];
  return Object.values(input).filter((value) => value instanceof MessagePort);
}
