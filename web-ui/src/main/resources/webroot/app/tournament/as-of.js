import { html } from "lit";
import { live as asShown } from "lit/directives/live.js";
import { announce } from "../announce.js";
import { get, path } from "../api.js";
import { count, moment } from "../format.js";
import { LiveController } from "../live.js";
import { PageElement } from "../parts/element.js";
import { notice } from "../parts/notices.js";
import { Resource } from "../resource.js";

/**
 * Chooses the event after which the tables are shown. `position` is null for the present; a choice is the event `as-of`
 * with the position, or null.
 */
class AsOf extends PageElement {
  static properties = { tournament: {}, position: { attribute: false }, sliding: { state: true } };

  #span = new Resource(this, (signal) => get(path`/tournaments/${this.tournament}/span`, { signal }));
  #event = new Resource(this, (signal) => this.#read(signal));

  constructor() {
    super();
    this.sliding = null;
    new LiveController(this, {
      record: ({ detail }) => /^(tournament|match|training|revocation)/.test(detail.stream) && this.#span.refresh(),
      resync: () => this.#span.refresh(),
    });
  }

  /** The event that is chosen, for its time and type. */
  async #read(signal) {
    const { position } = this;
    if (position === null) {
      return null;
    }
    const { events } = await get(`/events?from=${position}&limit=1`, { signal });
    return events[0] ?? null;
  }

  willUpdate(changed) {
    if (changed.has("position") && changed.get("position") !== undefined) {
      this.#event.refresh();
    }
  }

  #slide({ target }) {
    this.sliding = Number(target.value);
  }

  #choose({ target }) {
    this.sliding = null;
    const position = Number(target.value);
    this.#tell(position < this.#span.value.last ? position : null);
  }

  #now() {
    this.#tell(null);
    this.querySelector("input").focus();
  }

  #tell(position) {
    announce(position === null ? "The tables are as they are now." : `The tables are as of event ${position}.`);
    this.dispatchEvent(new CustomEvent("as-of", { detail: position }));
  }

  render() {
    const span = this.#span.value;
    return html`${notice(this.#span, "the record's span")}${span && span.first < span.last ? this.#slider(span) : ""}`;
  }

  #slider({ first, last }) {
    const at = this.sliding ?? (this.position || last);
    const past = this.position !== null;
    return html`
      <div class="as-of">
        <label for="as-of">Tables as of event</label>
        <input id="as-of" type="range" min=${first} max=${last} .value=${asShown(String(at))}
          aria-valuetext=${at === last ? "now" : `event ${at}`} @input=${this.#slide} @change=${this.#choose}>
        <output for="as-of">${this.#words(at, last)}</output>
        ${past ? html`<button type="button" @click=${this.#now}>Back to now</button>` : ""}
      </div>`;
  }

  #words(at, last) {
    if (at === last) {
      return "now";
    }
    const event = this.#event.value;
    return event?.position === at
      ? html`${count(at)}: ${event.type}, ${moment(event.recordedAt)}`
      : html`${count(at)} of ${count(last)}`;
  }
}

customElements.define("gauntlet-as-of", AsOf);
