import type { ColumnContent } from './column-content.ts';
import type { BYTE_UNITS, ColumnMapping, DURATION_UNITS } from './column-mapping.ts';
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

const FINE = /^(?:good|ok|okay|fine|clean|legit|legitimate|safe|harmless|false|no|n|f)$/i;
const YES = /^(?:true|yes|y|t|1)$/i;
const NO = /^(?:false|no|n|f|0)$/i;

/** Words that the usual reading of labels would take amiss: `good`, or `true` under `benign`. */
export function answerWords(
  name: string,
  { words }: ColumnContent,
): Pick<ColumnMapping, 'normalWords' | 'attackWords'> {
  const all = [...words];
  if (wordsOfName(name).some((word) => word === 'benign' || word === 'normal')) {
    if (all.every((word) => YES.test(word) || NO.test(word))) {
      return {
        normalWords: all.filter((word) => YES.test(word)),
        attackWords: all.filter((word) => NO.test(word)),
      };
    }
  }
  return { normalWords: all.filter((word) => FINE.test(word)), attackWords: [] };
}
