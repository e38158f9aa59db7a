import { InputError } from '../data/errors.ts';

/** The words of the command line are off: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A complaint about an option's value names the option. */
export function forOption<Value>(flag: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) throw new UsageError(`--${flag}: ${error.message}`);
    throw error;
  }
}
