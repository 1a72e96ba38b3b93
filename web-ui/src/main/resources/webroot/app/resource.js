/**
 * Data that a component shows and that may change: read when the component appears, read again on `refresh()`.
 * At most one request is under way; refreshes wait at least a quarter of a second and no less than twice as long as the
 * last answer took, so that a page never presses a busy server.
 */
export class Resource {
  /** The last good answer; it stays while a newer one is read. */
  value;
  /** Why the last reading failed; undefined when it did not. */
  error;

  #host;
  #read;
  #timer;
  #abort;
  #again = false;
  #took = 0;

  constructor(host, read) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  get loading() {
    return this.value === undefined && this.error === undefined;
  }

  hostConnected() {
    this.#run();
  }

  hostDisconnected() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
    this.#abort?.abort();
    this.#abort = undefined;
  }

  /** Reads soon; many calls are one reading. */
  refresh() {
    if (this.#abort) {
      this.#again = true;
    } else if (this.#timer === undefined) {
      this.#timer = setTimeout(() => this.#run(), Math.max(250, 2 * this.#took));
    }
  }

  /** Reads at once, as when a person asks for it. */
  retry() {
    clearTimeout(this.#timer);
    if (!this.#abort) {
      this.error = undefined;
      this.#host.requestUpdate();
      this.#run();
    }
  }

  async #run() {
    this.#timer = undefined;
    const abort = new AbortController();
    this.#abort = abort;
    const begun = performance.now();
    try {
      const value = await this.#read(abort.signal);
      if (abort.signal.aborted) {
        return;
      }
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (abort.signal.aborted) {
        return;
      }
      this.error = error;
    }
    this.#abort = undefined;
    this.#took = performance.now() - begun;
    this.#host.requestUpdate();
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
  }
}
