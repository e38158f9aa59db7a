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
    this.#readings.push({ at, place });
    // The reading before the span is where it begins.
    while (this.#readings.length > 2 && at - this.#readings[1].at >= SPAN) this.#readings.shift();
    const [first] = this.#readings;
    return at - first.at < SPAN / 4 ? null : (1000 * (place - first.place)) / (at - first.at);
  }
}
