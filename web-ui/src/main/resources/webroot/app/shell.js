import { html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { live, LiveController } from "./live.js";
import { PageElement } from "./parts/element.js";
import { route, startRouter } from "./router.js";
import { nextTheme, theme } from "./theme.js";
import "./pages/home.js";
import "./pages/start.js";
import "./pages/tournament.js";
import "./pages/cell.js";
import "./pages/compare.js";
import "./pages/events.js";
import "./pages/plugins.js";
import "./pages/plugin.js";
import "./pages/flags.js";
import "./pages/flag.js";
import "./pages/api.js";
import "./pages/not-found.js";

const PAGES = {
  home: () => html`<gauntlet-home></gauntlet-home>`,
  start: () => html`<gauntlet-start></gauntlet-start>`,
  tournament: ({ id }) => html`<gauntlet-tournament .tournament=${id}></gauntlet-tournament>`,
  cell: (params) => html`<gauntlet-cell .cell=${params}></gauntlet-cell>`,
  compare: ({ first, second }) => html`<gauntlet-compare .first=${first} .second=${second}></gauntlet-compare>`,
  events: () => html`<gauntlet-events></gauntlet-events>`,
  plugins: () => html`<gauntlet-plugins></gauntlet-plugins>`,
  plugin: ({ kind, id }) => html`<gauntlet-plugin .kind=${kind} .plugin=${id}></gauntlet-plugin>`,
  flags: () => html`<gauntlet-flags></gauntlet-flags>`,
  flag: ({ id }) => html`<gauntlet-flag .flag=${id}></gauntlet-flag>`,
  api: () => html`<gauntlet-api></gauntlet-api>`,
  "not-found": () => html`<gauntlet-not-found></gauntlet-not-found>`,
};

const SECTIONS = [
  ["Tournaments", "/", ["home", "start", "tournament", "cell", "compare"]],
  ["Events", "/events", ["events"]],
  ["Plug-ins", "/plugins", ["plugins", "plugin"]],
  ["Flags", "/flags", ["flags", "flag"]],
  ["API", "/api", ["api"]],
];

const CONNECTION = { connecting: "connecting", open: "live", lost: "connection lost, trying again" };

/** What surrounds every page: header, navigation, theme, connection and the live region. */
class Shell extends PageElement {
  static properties = { sentence: { state: true }, address: { state: true } };

  constructor() {
    super();
    this.sentence = "";
    this.address = location.pathname + location.search;
    new LiveController(this, { state: () => this.requestUpdate() });
  }

  connectedCallback() {
    super.connectedCallback();
    startRouter(() => this.#turn());
    addEventListener("gauntlet-announce", ({ detail }) => {
      this.sentence = detail;
    });
    live.start();
  }

  async #turn() {
    this.address = location.pathname + location.search;
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector("main").firstElementChild?.focusHeading?.();
  }

  render() {
    const { page, params } = route(location.pathname);
    return html`
      <a class="skip" href="#main">Skip to the content</a>
      <header class="site">
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="24" height="24">Gauntlet</a>
        <nav aria-label="Sections">
          <ul>${SECTIONS.map(([name, href, pages]) => this.#section(name, href, pages.includes(page)))}</ul>
        </nav>
        <span class="connection" data-state=${live.state} role="status">${CONNECTION[live.state]}</span>
        <button type="button" class="theme" @click=${this.#nextTheme}>Theme: ${theme()}</button>
      </header>
      <main id="main" tabindex="-1">
        ${keyed(this.address, PAGES[page](params))}
      </main>
      <div class="visually-hidden" aria-live="polite">${this.sentence}</div>`;
  }

  #section(name, href, current) {
    return html`<li><a href=${href} aria-current=${current ? "true" : "false"}>${name}</a></li>`;
  }

  #nextTheme() {
    nextTheme();
    this.requestUpdate();
  }
}

customElements.define("gauntlet-shell", Shell);
