import { postForLines } from "../api.js";

/** The type of what is sent. */
export const YAML = "application/yaml";

/** A dry run on the server that a page follows and may end. */
export class Check {
  /** {grid, trying, estimate, failure, problems, running}; undefined before the first. */
  state;

  #host;
  #abort;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected() {
    this.stop();
  }

  /** What is shown belongs to a spec that is another by now. */
  forget() {
    this.stop();
    this.state = undefined;
    this.#host.requestUpdate();
  }

  /** Ends it; the server ends it as well. */
  stop() {
    this.#abort?.abort();
    this.#abort = undefined;
    if (this.state?.running) {
      this.#show({ ...this.state, running: false });
    }
  }

  /** What went wrong elsewhere with the same spec. */
  failed(error) {
    this.#show({ failure: error.message, problems: error.problems ?? [], running: false });
  }

  async run(spec) {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.#show({ running: true });
    try {
      for await (const line of postForLines("/estimates", spec, YAML, { signal: abort.signal })) {
        const { error, ...news } = line;
        this.#show({ ...this.state, ...news, ...(error ? { failure: error } : {}) });
      }
    } catch (error) {
      if (abort.signal.aborted) {
        return;
      }
      this.failed(error);
    }
    this.#abort = undefined;
    this.#show({ ...this.state, running: false });
  }

  #show(state) {
    this.state = state;
    this.#host.requestUpdate();
  }
}
