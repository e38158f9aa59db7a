import { hashOfText } from '../../data/text-seed.ts';
import type { PreferenceStorage } from '../shell/preferences.ts';
import { type Course, openCourse } from './course.ts';

/** What the page of a package was opened for. */
interface OpenedCourse {
  readonly course: Course;
  /** The name of the lesson that the package is of. */
  readonly lesson: string;
  /** What the browser keeps for this student. */
  readonly storage: PreferenceStorage;
}

let opened: OpenedCourse | undefined;

/** What this page was opened for; first asked for before the page changes its address. */
export function openedCourse(): OpenedCourse {
  opened ??= openOnPage();
  return opened;
}

function openOnPage(): OpenedCourse {
  const { pathname, search } = location;
  const course = openCourse(window);
  // Even to ask for the storage may be forbidden.
  const browser: PreferenceStorage = {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, value),
    removeItem: (key) => localStorage.removeItem(key),
  };
  return {
    course,
    // A lesson of a file is called by its name.
    lesson: new URLSearchParams(search).get('lesson')?.replace(/\.json$/, '') ?? '',
    storage: studentStorage(browser, course.student, pathname),
  };
}

/**
 * Keeps what one student does in one package from the next student at the same browser, and from other
 * packages of the same site. The student's number itself is not stored.
 *
 * @param path where the package lies
 */
export function studentStorage(
  storage: PreferenceStorage,
  student: string,
  path: string,
): PreferenceStorage {
  const own = hashOfText(`${student} ${path}`).toString(36);
  return {
    getItem: (key) => storage.getItem(`${key} ${own}`),
    setItem: (key, value) => storage.setItem(`${key} ${own}`, value),
    removeItem: (key) => storage.removeItem(`${key} ${own}`),
  };
}
