/// <reference types="vite/types/importMeta.d.ts" />
import type { Lesson } from './lesson.ts';
import { readLesson } from './read-lesson.ts';

/** The files of the lessons that ship with the lab; each is fetched when it is opened. */
const FILES = import.meta.glob<string>('./lessons/*.json', { query: '?raw', import: 'default' });

/** The names of the lessons that ship with the lab, as their files have them, in the order to take them. */
export const LESSON_NAMES: readonly string[] = [
  'first-hour',
  'real-traffic',
  'do-not-fool-yourself',
];

/** A lesson that ships with the lab; `null`: none has that name. */
export async function shippedLesson(name: string): Promise<Lesson | null> {
  const fetchText = LESSON_NAMES.includes(name) ? FILES[`./lessons/${name}.json`] : undefined;
  return fetchText === undefined ? null : readLesson(await fetchText());
}
