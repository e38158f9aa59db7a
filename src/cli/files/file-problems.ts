import { InputError } from '../../data/errors.ts';

/** What the operating system says of a file or a stream. */
interface FileError extends Error {
  readonly code: string;
}

export function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'syscall' in error;
}

const PROBLEMS = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'this is a folder; give the name of a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'nothing can be written there: the file system is read-only',
  ENOSPC: 'no space is left on the device',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
  ENXIO: 'this is neither a file nor a pipe that can be opened',
} as const;

/** A problem with the file of that name, which a person can put right. */
export function fileProblem(name: string, code: keyof typeof PROBLEMS): InputError {
  return new InputError(`${name}: ${PROBLEMS[code]}.`);
}

/** Does what may fail because of a file, and says so by its name. */
export async function about<Value>(name: string, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw isKnown(error.code)
      ? fileProblem(name, error.code)
      : new InputError(`${name}: ${error.message}.`);
  }
}

function isKnown(code: string): code is keyof typeof PROBLEMS {
  return Object.hasOwn(PROBLEMS, code);
}
