import { LESSON_NAMES } from '../../pipeline/lesson/lesson-files.ts';
import { scormManifest } from '../../pipeline/lesson/scorm-manifest.ts';
import { lessonOf, textOf } from './lesson-source.ts';

/** A lesson as a SCORM package: its name, and the files that stand beside the site's. */
export interface ScormPackage {
  readonly name: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * What makes a package of the site and a lesson.
 *
 * @param word a lesson that ships with the lab, or the file of one
 * @param folder file names are taken from here
 * @param site the paths of the site's files
 * @throws InputError for a lesson that cannot be read
 */
export async function scormPackage(
  word: string,
  folder: string,
  site: readonly string[],
): Promise<ScormPackage> {
  const lesson = await lessonOf(word, folder);
  const { name } = lesson;
  const isShipped = LESSON_NAMES.includes(word);
  const own = isShipped ? {} : { [`${name}.json`]: await textOf(word, folder) };
  const launch = `index.html?lesson=${isShipped ? name : `${name}.json`}`;
  const all = [...site, ...Object.keys(own)].sort();
  return { name, files: { 'imsmanifest.xml': scormManifest(lesson, launch, all), ...own } };
}
