import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { minutesOf } from '../../../src/pipeline/lesson/lesson.ts';
import { LESSON_NAMES, shippedLesson } from '../../../src/pipeline/lesson/lesson-files.ts';
import { readLesson } from '../../../src/pipeline/lesson/read-lesson.ts';
import { HOSTILE } from '../../hostile-text.ts';
import { SMALL } from './small-lesson.ts';

/** The small lesson with one place of it changed. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const lesson = structuredClone(SMALL);
  type Holder = Record<string | number, unknown>;
  const whole: Holder = { ...lesson };
  const holder = path.slice(0, -1).reduce((at, part) => at[part] as Holder, whole);
  const last = path.at(-1) ?? '';
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(whole);
}

const TASK = ['steps', 0, 'task'];

test.each([
  [['kind'], 'a shop', /no lesson: a lesson begins with "kind"/],
  [['version'], 9, /later form \(9\).*update the lab/],
  [['name'], 'Ä b', /^name should be a name of small letters/],
  [['extra'], 1, /has "extra", which is not known here: use .*kind/],
  [['steps'], [], /^steps should be a list of 1 to 40 steps; it is a list of 0/],
  [['steps', 1, 'name'], 'alerts', /^steps\[1\]\.name should be a name that no other step has/],
  [
    ['steps', 0, 'text'],
    'word '.repeat(61),
    /^steps\[0\]\.text should be text of at most 60 words, not 61/,
  ],
  [['steps', 0, 'where'], 'nowhere', /^steps\[0\]\.where should be a cell or place/],
  [['steps', 0, 'minutes'], 0, /^steps\[0\]\.minutes should be minutes/],
  [
    ['steps', 0, 'touch'],
    ['speed'],
    /^steps\[0\]\.touch: "speed" is no parameter: use the command line's/,
  ],
  [['settings'], { contamination: '7' }, /^settings: Contamination must be auto or a number/],
  [[...TASK, 'check', 'path'], 'a b', /task\.check\.path: "a b" is no path into the report/],
  [[...TASK, 'check', 'is'], '>', /task\.check\.is should be one of equals, at least/],
  [[...TASK, 'check', 'eval'], 'alert(1)', /task\.check has "eval", which is not known here/],
  [[...TASK, 'check', 'value'], null, /task\.check\.value should be a number, text/],
  [[...TASK, 'so'], 'x {flows.total|money}', /task\.so: .*\{path\|share\}/],
  [[...TASK, 'right'], [], /task\.right should be a list of 1 to 12 right answers/],
  [['steps', 1, 'task', 'right'], ['port 99999'], /task\.right\[0\]: A port is a whole number/],
  [['steps', 0, 'why', 'choices', 1, 'say'], undefined, /choices\[1\]\.say should be what to say/],
  [['steps', 0, 'transfer', 'settings'], { seed: '' }, /transfer\.settings: Seed must be/],
])('an error names the place and what to do: %j', (path, value, says) => {
  expect(() => readLesson(changed(path, value))).toThrow(says);
});

test('a check that is too deep or too large is refused before it is run', () => {
  const deep = Array.from({ length: 8 }).reduce<unknown>((inner) => ({ and: [inner] }), true);
  const large = { or: Array.from({ length: 60 }, () => true) };
  for (const check of [deep, large]) {
    expect(() => readLesson(changed([...TASK, 'check'], check))).toThrow(
      /at most 60 checks, 6 within/,
    );
  }
});

test('whatever a file says, what comes out is a lesson or an error for people', () => {
  for (const text of HOSTILE) {
    for (const path of [
      ['title'],
      ['name'],
      ['steps', 0, 'where'],
      [...TASK, 'check', 'path'],
      [...TASK, 'so'],
    ]) {
      try {
        expect(readLesson(changed(path, text)).steps).toHaveLength(2);
      } catch (error) {
        expect((error as Error).name).toBe('InputError');
      }
    }
  }
  for (const text of ['', '[]', 'null', '{"kind":1}', '['.repeat(99), `"${'x'.repeat(1 << 21)}"`]) {
    expect(() => readLesson(text)).toThrow(expect.objectContaining({ name: 'InputError' }));
  }
});

test('the lessons that ship can be read, and take the time that they promise', async () => {
  const folder = new URL('../../../src/pipeline/lesson/lessons/', import.meta.url);
  expect(LESSON_NAMES.map((name) => `${name}.json`).toSorted()).toEqual(readdirSync(folder).sort());
  const all = await Promise.all(LESSON_NAMES.map(shippedLesson));
  expect(all.map((lesson) => lesson && minutesOf(lesson))).toEqual([45, 45, 45]);
  expect(all.map((lesson) => lesson?.steps.length)).toEqual([10, 8, 10]);
  expect(await shippedLesson('none')).toBeNull();
});
