/** How long one job took in each round, in milliseconds. */
export interface Timing {
  readonly median: number;
  /** In order of the rounds; the warm-up is not among them. */
  readonly rounds: readonly number[];
}

/** One round of jobs: how long each took, by name, in milliseconds. */
type Round<Job extends string> = Readonly<Record<Job, number>>;

/** Untimed work before the first timed round: compilers need a while to settle. */
const WARM_UP_MILLISECONDS = 1000;
/** A job is repeated for about as long as this, where that makes neither few nor many rounds. */
const TIMED_MILLISECONDS = 2000;
const FEWEST_ROUNDS = 5;
const MOST_ROUNDS = 25;

/**
 * Medians over several rounds. What a round compares shares the machine's load of that moment.
 *
 * @param repeat number of rounds, or `undefined` to go on for about two seconds
 */
export async function timeRounds<Job extends string>(
  round: () => Round<Job> | Promise<Round<Job>>,
  repeat: number | undefined,
): Promise<Record<Job, Timing>> {
  await roundsUntil(round, (_, spent) => spent >= WARM_UP_MILLISECONDS);
  // What earlier jobs left behind is not collected at this one's expense.
  globalThis.gc?.();
  const rounds = await roundsUntil(round, (count, spent) =>
    repeat === undefined
      ? count >= MOST_ROUNDS || (count >= FEWEST_ROUNDS && spent >= TIMED_MILLISECONDS)
      : count >= repeat,
  );
  const jobs = Object.keys(rounds[0]) as Job[];
  return Object.fromEntries(
    jobs.map((job) => [job, timing(rounds.map((times) => times[job]))]),
  ) as Record<Job, Timing>;
}

/** Rounds, at least one, until they are enough by their number and the milliseconds spent. */
async function roundsUntil<Job extends string>(
  round: () => Round<Job> | Promise<Round<Job>>,
  enough: (count: number, spent: number) => boolean,
): Promise<Round<Job>[]> {
  const started = performance.now();
  const rounds: Round<Job>[] = [];
  do rounds.push(await round());
  while (!enough(rounds.length, performance.now() - started));
  return rounds;
}

function timing(rounds: readonly number[]): Timing {
  return { median: median(rounds), rounds };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The values that a quarter lies below, and a quarter above. */
export function quartiles(values: readonly number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return [sorted[Math.round(last / 4)], sorted[Math.round((3 * last) / 4)]];
}

/** A clock in milliseconds that work is timed by. */
export type Clock = () => number;

export const wallClock: Clock = () => performance.now();

/** Processor time of this process, all its threads: the compiler's and the collector's count too. */
export const processorClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What `work` gives, and how long it took in milliseconds. */
export function timed<Result>(
  clock: Clock,
  work: () => Result,
): { result: Result; milliseconds: number } {
  const started = clock();
  const result = work();
  return { result, milliseconds: clock() - started };
}
