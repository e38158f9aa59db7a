import { rmSync } from 'node:fs';

/** What a shell is told of a command that SIGINT ended: 128 and the number of the signal. */
const INTERRUPTED = 130;

/** Files that are being written: none outlives the run. */
const drafts = new Set<string>();

/**
 * Remembers a file that is to go if SIGINT ends the run. Returns how to forget it.
 *
 * Without such a file nothing listens: a signal that nobody listens to ends the process at once,
 * in the middle of a computation, too, where a listener would only be called after it.
 */
export function guardDraft(path: string): () => void {
  if (drafts.size === 0) process.on('SIGINT', endWithoutDrafts);
  drafts.add(path);
  return () => {
    drafts.delete(path);
    if (drafts.size === 0) process.off('SIGINT', endWithoutDrafts);
  };
}

function endWithoutDrafts(): void {
  for (const draft of drafts) rmSync(draft, { force: true });
  process.exit(INTERRUPTED);
}
