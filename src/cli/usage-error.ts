/** The words of the command line are off: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
