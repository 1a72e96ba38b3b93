/** How fast matches end, from what this page saw itself; a resumed tournament's pauses so do not count. */

const WINDOW_MILLIS = 120_000;
const LEAST_MILLIS = 5_000;

export class Pace {
  #seen = [];

  /**
   * Remembers how many matches are done, counting parts of those that are played. What was done stays done: a match's
   * part is gone for a moment when it ends, until it is counted as over.
   */
  observe(done, now = Date.now()) {
    const last = this.#seen[this.#seen.length - 1];
    this.#seen.push({ now, done: Math.max(done, last?.done ?? 0) });
    while (this.#seen.length > 2 && now - this.#seen[0].now > WINDOW_MILLIS) {
      this.#seen.shift();
    }
  }

  /** Matches per millisecond; null until something was seen to move for a few seconds. */
  get rate() {
    const first = this.#seen[0];
    const last = this.#seen[this.#seen.length - 1];
    const enough = first && last.now - first.now >= LEAST_MILLIS && last.done > first.done;
    return enough ? (last.done - first.done) / (last.now - first.now) : null;
  }
}
