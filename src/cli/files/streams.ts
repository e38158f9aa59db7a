import { about, isFileError } from './file-problems.ts';

/**
 * The streams that a process is given, by the names that they go by as files. They are never opened
 * again by those: not every system has them, and one that is a socket cannot be.
 */
const NAMES = {
  stdin: ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'],
  stdout: ['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'],
} as const;

export function isStandardInput(file: string): boolean {
  return NAMES.stdin.some((name) => name === file);
}

export function isStandardOutput(file: string): boolean {
  return NAMES.stdout.some((name) => name === file);
}

/** Whether a stream failed because nobody reads it any more, as after `| head`: that is no error. */
export function isUnread(error: unknown): boolean {
  if (isFileError(error)) return error.code === 'EPIPE';
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_DESTROYED';
}

/** Writes to standard output or standard error, to whoever still reads it. @throws InputError */
export function say(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  const name = stream === process.stderr ? 'standard error' : 'standard output';
  return about(name, () => write(text, stream));
}

function write(text: string, stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((done, failed) => {
    const written = (error?: Error | null) => {
      if (error && !isUnread(error)) failed(error);
      else done();
    };
    // An error is an event besides, which would end the process if nobody listened.
    stream.once('error', written);
    stream.write(text, (error) => {
      if (!error) stream.off('error', written);
      written(error);
    });
  });
}
