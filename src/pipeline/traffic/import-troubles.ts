import type { ImportProblem } from '../../data/import/importer.ts';
import { many } from '../run/words.ts';

/** The same trouble in one file or in many. */
interface Trouble extends Pick<ImportProblem, 'reason' | 'effect' | 'count'> {
  /** The first offending text; empty where there is none. */
  readonly example: string;
  /** Where it was met first: `line 7`, `lines 7, 12 of a.csv`; empty where it is everywhere. */
  readonly first: string;
  /** The files that have it, in words; empty where only one was read. */
  readonly files: string;
}

/** More files than this are counted, not named. */
const MOST_NAMES = 3;

/** What went wrong, each kind once, however many files have it; in order of first appearance. */
export function troublesOf(problems: readonly ImportProblem[]): Trouble[] {
  const kinds = new Map<string, [ImportProblem, ...ImportProblem[]]>();
  for (const problem of problems) {
    const key = `${problem.effect} ${problem.reason}`;
    const same = kinds.get(key);
    if (same === undefined) kinds.set(key, [problem]);
    else same.push(problem);
  }
  return [...kinds.values()].map((same) => {
    const [{ reason, effect, example = '' }] = same;
    const count = same.reduce((sum, problem) => sum + problem.count, 0);
    return { reason, effect, count, example, first: placesOf(same), files: filesOf(same) };
  });
}

function placesOf([{ firstLines, unit, file }, ...others]: readonly ImportProblem[]): string {
  if (firstLines.length === 0) return '';
  const places = `${unit ?? 'line'}${firstLines.length === 1 ? '' : 's'} ${firstLines.join(', ')}`;
  return others.length === 0 ? places : `${places} of ${file}`;
}

function filesOf(same: readonly ImportProblem[]): string {
  if (same.length > MOST_NAMES) return many(same.length, 'file');
  return same.flatMap(({ file }) => file ?? []).join(', ');
}
