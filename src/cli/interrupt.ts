import { rmSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

/** What a shell is told of a command that SIGINT ended: 128 and the number of the signal. */
export const INTERRUPTED = 130;

/** Files that are being written: none outlives the run. */
const drafts = new Set<string>();

/** Remembers a file that is to go if the run is interrupted. Returns how to forget it. */
export function guardDraft(path: string): () => void {
  drafts.add(path);
  return () => drafts.delete(path);
}

/** Ends the process at once on SIGINT, with nothing left half written. Returns how to end that. */
export function watchInterrupt(): () => void {
  const end = () => {
    for (const draft of drafts) rmSync(draft, { force: true });
    process.exit(INTERRUPTED);
  };
  process.on('SIGINT', end);
  return () => process.off('SIGINT', end);
}

/**
 * Computes so that SIGINT ends it: a listener would only be called after the computation.
 *
 * @throws an error that `isInterruption` knows
 */
export function interruptible<Value>(compute: () => Value): Value {
  return runInNewContext('compute()', { compute }, { breakOnSigint: true });
}

/** The same of one computation among many: a signal that came between two of them ends the process. */
export async function interruptibleStep<Value>(compute: () => Value): Promise<Awaited<Value>> {
  await new Promise(setImmediate);
  return await interruptible(compute);
}

export function isInterruption(error: unknown): boolean {
  return hasCode(error) && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
}

function hasCode(error: unknown): error is { readonly code: unknown } {
  return typeof error === 'object' && error !== null && 'code' in error;
}
