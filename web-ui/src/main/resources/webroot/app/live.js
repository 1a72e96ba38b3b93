/**
 * What happens while the page is open: one EventSource for all pages.
 *
 * Dispatches `record` ({position, stream, type, recordedAt}), `progress` ({tournament?, stream, done, message}),
 * `tables` ({tournament}) when tables that take long have caught up with the record, `state`, and `resync` when
 * something may have been missed and shown data should be read again.
 */

/** A tab that nobody looks at gives its connection back; browsers allow only six for each server. */
const HIDDEN_MILLIS = 60_000;
const RETRY_MILLIS = 3_000;

class Live extends EventTarget {
  /** connecting, open or lost. */
  state = "connecting";
  #source;
  #retry;
  #hidden;
  #opened = false;

  start() {
    this.#open();
    document.addEventListener("visibilitychange", () => this.#visibility());
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", (event) => event.persisted && this.#open());
  }

  #open() {
    this.#close();
    this.#source = new EventSource("/api/v1/stream");
    this.#source.addEventListener("open", () => {
      this.#change("open");
      // The browser resumes after the last position by itself, but progress and a replaced source have gaps.
      if (this.#opened) {
        this.dispatchEvent(new CustomEvent("resync"));
      }
      this.#opened = true;
    });
    this.#source.addEventListener("error", () => {
      this.#change("lost");
      if (this.#source?.readyState === EventSource.CLOSED) {
        this.#retry = setTimeout(() => this.#open(), RETRY_MILLIS);
      }
    });
    this.#forward("event", "record");
    this.#forward("progress", "progress");
    this.#forward("tables", "tables");
    this.#forward("skipped", "resync");
  }

  #forward(name, as) {
    this.#source.addEventListener(name, ({ data }) =>
      this.dispatchEvent(new CustomEvent(as, { detail: JSON.parse(data) })));
  }

  #close() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = undefined;
  }

  #visibility() {
    clearTimeout(this.#hidden);
    if (document.hidden) {
      this.#hidden = setTimeout(() => this.#close(), HIDDEN_MILLIS);
    } else if (!this.#source) {
      this.#open();
    }
  }

  #change(state) {
    if (state !== this.state) {
      this.state = state;
      this.dispatchEvent(new CustomEvent("state"));
    }
  }
}

export const live = new Live();

/** Listens to `live` for as long as a component is in the page. */
export class LiveController {
  #listeners;

  constructor(host, listeners) {
    this.#listeners = Object.entries(listeners);
    host.addController(this);
  }

  hostConnected() {
    this.#listeners.forEach(([type, listener]) => live.addEventListener(type, listener));
  }

  hostDisconnected() {
    this.#listeners.forEach(([type, listener]) => live.removeEventListener(type, listener));
  }
}
