/**
 * Something the person can put right: a parameter out of range, a file that cannot be read. The
 * message names what, where and what to do; the page shows it in the cell and the command line
 * prints it on one line. Every other error is a defect of the lab.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
