import type { BYTE_UNITS, DURATION_UNITS } from './column-mapping.ts';
import { wordsOfName } from './column-names.ts';

const DURATION_WORDS: Readonly<Record<string, keyof typeof DURATION_UNITS>> = {
  ms: 'ms',
  msec: 'ms',
  msecs: 'ms',
  milliseconds: 'ms',
  millis: 'ms',
  us: 'µs',
  usec: 'µs',
  microseconds: 'µs',
  micros: 'µs',
  ns: 'ns',
  nanoseconds: 'ns',
  minutes: 'min',
  mins: 'min',
};

const BYTE_WORDS: Readonly<Record<string, keyof typeof BYTE_UNITS>> = {
  kb: 'kB',
  kbytes: 'kB',
  kib: 'KiB',
  mb: 'MB',
  mbytes: 'MB',
  mib: 'MiB',
};

/** The unit that a column's name gives, else seconds. */
export function durationUnitOf(name: string | null): keyof typeof DURATION_UNITS {
  const word = wordsOfName(name ?? '').find((each) => Object.hasOwn(DURATION_WORDS, each));
  return word === undefined ? 's' : DURATION_WORDS[word];
}

/** The unit that a column's name gives, else bytes. */
export function byteUnitOf(name: string | null): keyof typeof BYTE_UNITS {
  const word = wordsOfName(name ?? '').find((each) => Object.hasOwn(BYTE_WORDS, each));
  return word === undefined ? 'B' : BYTE_WORDS[word];
}
