import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { events, get } from "../api.js";
import { count, moment, plural } from "../format.js";
import { LiveController } from "../live.js";
import { jsonBlock } from "../parts/json.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { navigate, query } from "../router.js";
import { Resource } from "../resource.js";

/** How many positions are looked through at once: of everything, and where a category is picked out. */
const PAGE = 50;
const CATEGORY_PAGE = 1000;

/** The notebook itself: the newest events, those of a category or those of one stream, each with its JSON. */
class Events extends Page {
  static properties = { follow: { state: true }, unseen: { state: true } };

  #stream = query().get("stream") ?? "";
  #page = this.#stream ? CATEGORY_PAGE : PAGE;
  #wanted = this.#page;
  #events = new Resource(this, (signal) => this.#read(signal));

  constructor() {
    super();
    this.follow = true;
    this.unseen = 0;
    new LiveController(this, {
      record: ({ detail }) => this.#record(detail),
      resync: () => this.follow && this.#events.refresh(),
    });
  }

  get pageTitle() {
    return this.#stream ? `Events of ${this.#stream}` : "Events";
  }

  /**
   * The last events up to the head. Positions have no gaps, so where to begin can be computed; of a category, the events
   * among the last positions; of a single stream, all.
   */
  async #read(signal) {
    this.unseen = 0;
    const { position: head } = await get("/health", { signal });
    const from = this.#single() ? 1 : Math.max(1, head - this.#wanted + 1);
    return { events: (await events(from, this.#stream, signal)).reverse(), more: from > 1 };
  }

  /** A stream's name is its category, a dash and an id. */
  #single() {
    return this.#stream.includes("-");
  }

  #concerns(stream) {
    return this.#single() ? stream === this.#stream : !this.#stream || stream.startsWith(`${this.#stream}-`);
  }

  #record({ stream }) {
    if (!this.#concerns(stream)) {
      return;
    }
    if (this.follow) {
      this.#events.refresh();
    } else {
      this.unseen++;
    }
  }

  #filter(event) {
    event.preventDefault();
    const stream = new FormData(event.target).get("stream").trim();
    navigate(stream ? `/events?stream=${encodeURIComponent(stream)}` : "/events");
  }

  #older() {
    this.#wanted += this.#page;
    this.#events.retry();
  }

  #toggle({ target }) {
    this.follow = target.checked;
    if (this.follow) {
      this.#events.refresh();
    }
  }

  render() {
    return html`
      <h1>Events</h1>
      <form class="choices" role="search" @submit=${this.#filter}>
        <label>Stream or category
          <input name="stream" type="search" size="44" .value=${this.#stream} placeholder="match, training, tournament-…"
            spellcheck="false" autocomplete="off"></label>
        <button type="submit">Show</button>
        ${this.#stream ? html`<a href="/events">All streams</a>` : ""}
        <label><input type="checkbox" .checked=${this.follow} @change=${this.#toggle}> Follow</label>
        <span role="status">${this.unseen > 0 ? `${plural(this.unseen, "new event")}, not shown` : ""}</span>
      </form>
      ${notice(this.#events, "the events")}
      ${this.#events.value ? this.#list(this.#events.value) : ""}`;
  }

  #list({ events: list, more }) {
    return html`
      ${list.length === 0 ? html`<p class="notice empty">There is no event${this.#stream
        ? html` of <code>${this.#stream}</code>${more ? " among the newest" : ""}`
        : " yet"}.</p>` : ""}
      <ol class="events" aria-label="Events, newest first">
        ${repeat(list, (event) => event.position, (event) => this.#one(event))}
      </ol>
      ${more ? html`<p><button type="button" @click=${this.#older}>Show older events</button></p>` : ""}`;
  }

  #one(event) {
    return html`
      <li>
        <details>
          <summary>
            <span class="position">${count(event.position)}</span>
            <strong>${event.type}</strong>
            <span class="stream">${event.stream}</span>
            <span class="when">${moment(event.recordedAt)}</span>
          </summary>
          <p>${this.#single() ? "" : html`<a href="/events?stream=${encodeURIComponent(event.stream)}"
              >Only this stream</a>`}
            ${event.stream.startsWith("tournament-")
              ? html`<a href="/tournaments/${event.stream.slice("tournament-".length)}">Its tournament</a>`
              : ""}</p>
          ${jsonBlock(event, `Event ${event.position}`)}
        </details>
      </li>`;
  }
}

customElements.define("gauntlet-events", Events);
