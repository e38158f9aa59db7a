/// <reference types="vite/types/importMeta.d.ts" />
import type { Lesson } from './lesson.ts';
import { readLesson } from './read-lesson.ts';

/** The lessons that ship with the lab, by their files' names; each is fetched when it is opened. */
const FILES = import.meta.glob<string>('./lessons/*.json', { query: '?raw', import: 'default' });

const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.json$/, '');

/** The lesson to begin with. */
const FIRST = 'first-hour';

/** The names of the lessons that ship with the lab, the one to begin with first. */
export const LESSON_NAMES: readonly string[] = Object.keys(FILES)
  .map(nameOf)
  .sort((a, b) => Number(b === FIRST) - Number(a === FIRST));

/** A lesson that ships with the lab; `null`: none has that name. */
export async function shippedLesson(name: string): Promise<Lesson | null> {
  const fetchText = Object.entries(FILES).find(([path]) => nameOf(path) === name)?.[1];
  return fetchText === undefined ? null : readLesson(await fetchText());
}
