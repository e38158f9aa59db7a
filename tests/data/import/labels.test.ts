import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTACK, NORMAL, UNLABELLED } from '../../../src/data/flow-table.ts';
import { judgeWords } from '../../../src/data/import/labels/judge-labels.ts';
import {
  parseLabelWords,
  withWord,
  withWords,
  wordsAlone,
} from '../../../src/data/import/labels/label-words.ts';
import { attackName } from '../../../src/data/import/labels/labels.ts';
import { type LabelWords, NO_LABEL_WORDS } from '../../../src/data/import/labels/words-said.ts';
import { VOCABULARY } from './vocabulary.ts';

/** The classes of words that are all the words of a column. */
function classesOf(
  words: readonly string[],
  { column = 'label', said = NO_LABEL_WORDS }: { column?: string; said?: LabelWords } = {},
): number[] {
  const counts = words.map((word) => ({ word, rows: 1 }));
  return judgeWords(column, counts, said).map(({ label }) => label);
}

describe.each(VOCABULARY)('words that mean %s', (_, label, words) => {
  it.each(words)('%j', (word) => {
    expect(classesOf([word])).toEqual([label]);
    expect(classesOf(['benign', word, 'DDoS', ''])[1]).toBe(label);
  });
});

describe('numbers', () => {
  const [no, yes, none] = [NORMAL, ATTACK, UNLABELLED];

  it.each([
    [
      ['0', '1'],
      [no, yes],
    ],
    [
      ['1.0', '0.0'],
      [yes, no],
    ],
    [
      ['1,0', '0,0'],
      [yes, no],
    ],
    [['0'], [no]],
    [['1'], [yes]],
    [
      ['1', '-1'],
      [no, yes],
    ],
    [
      ['-1.0', '1.0', '?'],
      [yes, no, none],
    ],
    [
      ['-1', '0', '1'],
      [none, no, yes],
    ],
    [
      ['-1', '1', 'benign'],
      [none, yes, no],
    ],
    [['-1'], [none]],
    [
      ['0', 'DoS', '1'],
      [no, yes, yes],
    ],
    [
      ['0', '1', '2'],
      [none, none, none],
    ],
    [
      ['1', '2'],
      [none, none],
    ],
    [
      ['0', '0.5'],
      [none, none],
    ],
    [
      ['1', '-1', '-2'],
      [none, none, none],
    ],
    [
      ['7', 'benign', 'DoS'],
      [none, no, yes],
    ],
  ])('%j', (words, classes) => {
    expect(classesOf(words)).toEqual(classes);
  });

  it('are attacks once it is said which are normal', () => {
    const said = withWord(NO_LABEL_WORDS, '0', 'normal');
    expect(classesOf(['0.0', '1', '2', '?'], { said })).toEqual([no, yes, yes, none]);
    const both = withWord(said, '2', 'unlabelled');
    expect(classesOf(['0', '1', '2'], { said: both })).toEqual([no, yes, none]);
  });

  it('are as usual once what is odd among them is explained', () => {
    const said = withWord(NO_LABEL_WORDS, '2', 'unlabelled');
    expect(classesOf(['0', '1', '2'], { said })).toEqual([no, yes, none]);
  });
});

describe('the name of the column', () => {
  it.each(['benign', 'is_benign', 'IsBenign', 'is normal', 'normal', 'legit', 'Benign_label'])(
    '%s makes a yes mean normal',
    (column) => {
      expect(classesOf(['1', '0', ''], { column })).toEqual([NORMAL, ATTACK, UNLABELLED]);
      expect(classesOf(['True', 'False'], { column })).toEqual([NORMAL, ATTACK]);
      expect(classesOf(['y', 'n', 'benign', 'DoS'], { column })).toEqual([0, 1, 0, 1]);
      expect(classesOf(['1'], { column })).toEqual([NORMAL]);
      expect(classesOf(['1', '-1'], { column })).toEqual([NORMAL, ATTACK]);
    },
  );

  it.each(['label', 'outlier', 'is_anomaly', 'Attack', 'abnormal', 'normal_or_attack', 'class'])(
    '%s makes a yes mean an attack',
    (column) => {
      expect(classesOf(['1', '0', ''], { column })).toEqual([ATTACK, NORMAL, UNLABELLED]);
      expect(classesOf(['True', 'False'], { column })).toEqual([ATTACK, NORMAL]);
      expect(classesOf(['1', '-1'], { column })).toEqual([NORMAL, ATTACK]);
    },
  );
});

describe('what a person says', () => {
  const said: LabelWords = { normal: ['Natural', '1'], attack: ['ok'], unlabelled: ['benign', ''] };

  it('holds, in any spelling', () => {
    const words = ['NATURAL', '1.0', 'OK', 'Benign.', '', 'DoS'];
    expect(classesOf(words, { said })).toEqual([0, 0, 1, -1, -1, 1]);
  });

  it('is the last that was said of a word', () => {
    const changed = withWord(withWord(said, 'natural', 'attack'), '1.0', null);
    expect(changed).toEqual({ ...said, normal: [], attack: ['ok', 'natural'] });
    expect(withWords(said, changed)).toEqual({ ...changed, normal: ['1'] });
    expect(wordsAlone(said)).toEqual({ ...said, normal: ['Natural'] });
  });

  it('comes back from JSON', () => {
    expect(parseLabelWords(JSON.parse(JSON.stringify(said)))).toEqual(said);
    expect([parseLabelWords(null), parseLabelWords({})]).toEqual([NO_LABEL_WORDS, NO_LABEL_WORDS]);
    expect(() => parseLabelWords({ normal: [5] })).toThrow('label words: normal[0] should be text');
  });
});

describe('the name of an attack', () => {
  it.each([
    ['DDoS', 'UDP Flood', 'UDP Flood'],
    ['DDoS', '', 'DDoS'],
    ['True', '', 'attack'],
    ['1', 'backdoor', 'backdoor'],
    ['1', '-', 'attack'],
    ['1', 'Normal', 'attack'],
    ['Malicious', '---', 'Malicious'],
    ['-1', '0', 'attack'],
  ])('of label %j and name %j is %j', (word, name, type) => {
    expect(attackName(ATTACK, word, name)).toBe(type);
    expect(attackName(NORMAL, word, name)).toBe('normal');
    expect(attackName(UNLABELLED, word, name)).toBe('unknown');
  });
});

it('does not depend on the order of words', () => {
  const words = fc.uniqueArray(
    fc.oneof(
      fc.constantFrom('0', '1', '-1', '2', '1.0', 'benign', 'True', 'no', '', '?', 'DoS', 'ok'),
      fc.string({ maxLength: 5 }),
    ),
  );
  const shuffled = words.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const byWord = (list: readonly string[]) =>
        new Map(classesOf(list).map((label, i) => [list[i], label]));
      expect(byWord(other)).toEqual(byWord(all));
    }),
  );
});
