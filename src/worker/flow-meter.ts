/** Looks back so far, in milliseconds. */
const SPAN = 1000;

/** How many flows pass in a second, of late. */
export class FlowMeter {
  #readings: { readonly at: number; readonly place: number }[] = [];

  /** Forgets: the flow was interrupted. */
  clear(): void {
    this.#readings = [];
  }

  /**
   * @param at milliseconds of a clock
   * @param place flows that have passed
   * @returns flows a second; `null`: too soon to tell
   */
  read(at: number, place: number): number | null {
    // The reading before the span is where it begins.
    const begin = this.#readings.findLastIndex((reading) => at - reading.at >= SPAN);
    if (begin > 0) this.#readings.splice(0, begin);
    const [first] = this.#readings;
    this.#readings.push({ at, place });
    if (first === undefined || at - first.at < SPAN / 4) return null;
    return (1000 * (place - first.place)) / (at - first.at);
  }
}
