/** How long one job took in each round, in milliseconds. */
export interface Timing {
  readonly median: number;
  /** In order of the rounds; the warm-up is not among them. */
  readonly rounds: readonly number[];
}

/** One round of jobs: how long each took, by name, in milliseconds. */
type Round<Job extends string> = Readonly<Record<Job, number>>;

/** Untimed work before the first timed round: compilers need a while to settle. */
const WARM_UP_MILLISECONDS = 400;
/** A job is repeated about as long as this, where that makes neither few nor many rounds. */
const TIMED_MILLISECONDS = 2000;
const FEWEST_ROUNDS = 3;
const MOST_ROUNDS = 15;

/**
 * Medians over several rounds. What a round compares shares the machine's load of that moment.
 *
 * @param repeat number of rounds, or `undefined` to choose it by the time that one takes
 */
export async function timeRounds<Job extends string>(
  round: () => Round<Job> | Promise<Round<Job>>,
  repeat: number | undefined,
): Promise<Record<Job, Timing>> {
  const expected = await warmUp(round);
  const affordable = Math.round(TIMED_MILLISECONDS / expected);
  const count = repeat ?? Math.min(Math.max(affordable, FEWEST_ROUNDS), MOST_ROUNDS);
  // What earlier jobs left behind is not collected at this one's expense.
  globalThis.gc?.();
  const rounds: Round<Job>[] = [];
  while (rounds.length < count) rounds.push(await round());
  const jobs = Object.keys(rounds[0]) as Job[];
  return Object.fromEntries(
    jobs.map((job) => [job, timing(rounds.map((times) => times[job]))]),
  ) as Record<Job, Timing>;
}

/** Rounds until the time is up, at least one; how long the last one took. */
async function warmUp(round: () => unknown): Promise<number> {
  const started = performance.now();
  for (;;) {
    const before = performance.now();
    await round();
    const now = performance.now();
    if (now - started >= WARM_UP_MILLISECONDS) return now - before;
  }
}

function timing(rounds: readonly number[]): Timing {
  return { median: median(rounds), rounds };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What `work` gives, and how long it took in milliseconds. */
export function timed<Result>(work: () => Result): { result: Result; milliseconds: number } {
  const started = performance.now();
  const result = work();
  return { result, milliseconds: performance.now() - started };
}
