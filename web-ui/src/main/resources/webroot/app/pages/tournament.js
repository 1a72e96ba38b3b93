import { html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { announce } from "../announce.js";
import { asOfQuery, get, path } from "../api.js";
import { count, duration, moment } from "../format.js";
import { LiveController } from "../live.js";
import { badge } from "../parts/badge.js";
import { jsonBlock } from "../parts/json.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { Resource } from "../resource.js";
import { query, replaceQuery } from "../router.js";
import { threatModelTitle } from "../threat-model.js";
import { attackers } from "../tournament/attackers.js";
import { canaries } from "../tournament/canaries.js";
import { crossTable } from "../tournament/cross-table.js";
import { canaryWarning, flagList } from "../tournament/flags.js";
import { leaderboard } from "../tournament/leaderboard.js";
import { models } from "../tournament/models.js";
import { survival } from "../tournament/survival.js";
import "../parts/chart.js";
import "../tournament/arms-race.js";
import "../tournament/as-of.js";
import "../tournament/cancel.js";
import "../tournament/progress.js";
import "../tournament/ratings.js";

/** These say that work began or is planned; no table changes by them. */
const WITHOUT_EFFECT = new Set(["MatchPlanned", "MatchStarted"]);

/** The position after whose event the tables are shown; null for the present. */
function asked() {
  const given = query().get("as-of");
  return given ? Number(given) : null;
}

/** How many rounds a tournament has at most. */
function rounds(plan) {
  return plan.rounds?.count ?? 1;
}

/** One tournament: its tables, live while it is played, or as they were after an event. */
class Tournament extends Page {
  static properties = { tournament: {}, asOf: { state: true } };

  #view = new Resource(this, (signal) => this.#read(signal));
  #linked = location.hash.slice(1);

  constructor() {
    super();
    this.asOf = asked();
    new LiveController(this, {
      record: ({ detail }) => this.#concerns(detail) && this.#view.refresh(),
      tables: ({ detail }) => detail.tournament === this.tournament && this.#view.refresh(),
      resync: () => this.#view.refresh(),
    });
  }

  get pageTitle() {
    return this.#view.value?.summary.name ?? "Tournament";
  }

  async #read(signal) {
    const before = this.#view.value?.summary.state;
    const asOf = this.asOf;
    const view = await get(path`/tournaments/${this.tournament}` + asOfQuery(asOf), { signal });
    view.asOf = asOf;
    if (asOf === null && before === "running" && view.summary.state !== before) {
      announce(`The tournament is ${view.summary.state}.`);
    }
    return view;
  }

  updated() {
    super.updated();
    // The browser looks for the heading that the address names before there is any.
    if (this.#linked && this.#view.value) {
      document.getElementById(this.#linked)?.scrollIntoView();
      this.#linked = "";
    }
  }

  #choose({ detail }) {
    this.asOf = detail;
    replaceQuery({ "as-of": detail });
    this.#view.refresh();
  }

  #concerns({ stream, type }) {
    if (this.asOf !== null) {
      return false;
    }
    if (stream === `tournament-${this.tournament}`) {
      return true;
    }
    const running = this.#view.value?.summary.state === "running";
    return running && /^(match|training)-/.test(stream) && !WITHOUT_EFFECT.has(type);
  }

  render() {
    const view = this.#view.value;
    return html`
      <p class="crumbs"><a href="/">Tournaments</a></p>
      <h1>${view?.summary.name ?? "Tournament"} ${view ? badge(view.summary.state) : ""}</h1>
      ${notice(this.#view, "the tournament")}
      <gauntlet-as-of .tournament=${this.tournament} .position=${this.asOf} @as-of=${this.#choose}></gauntlet-as-of>
      ${view ? this.#content(view) : ""}`;
  }

  #content(view) {
    return html`
      ${this.#header(view)}
      ${view.scoreboards.map((board, i) => this.#board(view, board, i))}
      ${this.#rounds(view)}
      <section aria-labelledby="ratings">
        <h2 id="ratings">Ratings</h2>
        ${keyed(view.asOf, html`<gauntlet-tournament-ratings .view=${view}></gauntlet-tournament-ratings>`)}
      </section>
      <section aria-labelledby="models">
        <h2 id="models">Models</h2>
        ${models(view)}
      </section>
      <section aria-labelledby="spec">
        <h2 id="spec">Spec</h2>
        <p><a href=${`/start?from=${view.summary.id}`}>Start again with this spec</a></p>
        <details>
          <summary>The spec as it was planned, with all defaults</summary>
          ${jsonBlock(view.plan.spec, "The spec as JSON")}
        </details>
      </section>`;
  }

  #header(view) {
    const { summary, plan } = view;
    const took = summary.finishedAt ? duration(new Date(summary.finishedAt) - new Date(summary.plannedAt)) : null;
    return html`
      ${summary.reason ? html`<p class="reason">${summary.reason}</p>` : ""}
      ${summary.state === "running" && view.asOf === null
        ? html`<gauntlet-tournament-progress .view=${view}></gauntlet-tournament-progress>
            <gauntlet-tournament-cancel .summary=${summary}></gauntlet-tournament-cancel>`
        : ""}
      <dl class="facts">
        <div><dt>Data set</dt><dd>${this.#dataSet(plan.dataSet)}</dd></div>
        <div><dt>Samples</dt><dd>${count(plan.samples.length)}</dd></div>
        <div><dt>Seed</dt><dd>${plan.seed}</dd></div>
        <div><dt>Planned</dt><dd>${moment(summary.plannedAt)}</dd></div>
        ${rounds(plan) === 1 ? "" : html`
          <div><dt>Rounds</dt><dd><a href="#arms-race">at most ${count(rounds(plan))}</a></dd></div>`}
        ${took ? html`<div><dt>Took</dt><dd>${took}</dd></div>` : ""}
        <div><dt>Record</dt><dd><a href="/events?stream=tournament-${summary.id}">events</a></dd></div>
      </dl>`;
  }

  /** Nothing where a tournament has one round. */
  #rounds(view) {
    return rounds(view.plan) === 1 ? "" : html`
      <section aria-labelledby="arms-race">
        <h2 id="arms-race">Arms race</h2>
        ${view.asOf === null
          ? html`<gauntlet-arms-race .view=${view}></gauntlet-arms-race>`
          : html`<p class="muted">The arms race is only told as it is now.</p>`}
      </section>`;
  }

  #dataSet({ id, version }) {
    return html`<a href="/plugins/data-set/${id}">${id}</a> ${version ?? ""}`;
  }

  #board({ summary }, board, i) {
    const id = `board-${i}`;
    return html`
      <section aria-labelledby=${id}>
        <h2 id=${id}>${threatModelTitle(board.threatModel)}</h2>
        ${canaryWarning(board)}
        ${leaderboard(summary.id, board)}
        ${flagList(summary.id, board, board.flags, html`<h3>Flags</h3>`)}
        <h3>Cross table</h3>
        ${crossTable(summary.id, board)}
        <h3>Attackers</h3>
        ${attackers(board)}
        ${canaries(board)}
        ${survival(summary.id, board)}
      </section>`;
  }
}

customElements.define("gauntlet-tournament", Tournament);
