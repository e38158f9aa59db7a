import { PLAN } from '../plan/plan.ts';

/** What of the page a step can lead to besides the cells: its places, and their parts. */
const OTHER_PLACES: readonly string[] = [
  'start',
  'detect',
  'evaluate',
  'beyond',
  'summary',
  'export',
  'glossary',
  'what-is-normal',
  'triage',
  'flows',
  'marks',
  'what-matters',
];

/** Whether a step of a lesson can lead there. */
export function isLessonPlace(name: string): boolean {
  return OTHER_PLACES.includes(name) || PLAN.some(({ id }) => id === name);
}
