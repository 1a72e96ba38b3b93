import { html } from "lit";
import { ApiError, cellMatches, cellSamples, get, path } from "../api.js";
import { provenance } from "../cell/provenance.js";
import { queriesCurve } from "../cell/queries-curve.js";
import { rocCurve } from "../cell/roc-curve.js";
import { securityCurve } from "../cell/security-curve.js";
import { summary } from "../cell/summary.js";
import { count } from "../format.js";
import { LiveController } from "../live.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { Resource } from "../resource.js";
import { threatModelTitle } from "../threat-model.js";
import { flagList, flagsOf } from "../tournament/flags.js";
import "../cell/gallery.js";
import "../parts/chart.js";

/** One attacker against one defender under one threat model: its numbers, its samples and where they come from. */
class Cell extends Page {
  static properties = { cell: { attribute: false } };

  #loaded = 0;
  #record = new Resource(this, (signal) => this.#readRecord(signal));
  #samples = new Resource(this, (signal) => this.#readSamples(signal));

  constructor() {
    super();
    const refresh = () => {
      this.#record.refresh();
      this.#samples.refresh();
    };
    new LiveController(this, {
      record: ({ detail }) => this.#concerns(detail) && refresh(),
      resync: refresh,
      tables: ({ detail }) => detail.tournament === this.cell.id && refresh(),
    });
  }

  get pageTitle() {
    return `${this.cell.attacker} against ${this.cell.defender}`;
  }

  async #readRecord(signal) {
    const { id, attacker, defender, threatModel } = this.cell;
    const [view, matches] = await Promise.all([
      get(path`/tournaments/${id}`, { signal }),
      cellMatches(this.cell, signal),
    ]);
    const board = view.scoreboards.find((one) => one.threatModel.id === threatModel);
    const cell = board?.cells.find((one) => one.attacker === attacker && one.defender === defender);
    if (!cell) {
      throw new ApiError(`${view.summary.name} has no cell ${attacker} against ${defender} under ${threatModel}.`, 404);
    }
    return {
      view,
      board,
      cell,
      minimumNorm: await this.#minimumNorm(view.plan, signal),
      matches,
    };
  }

  /** Whether the attack looks for the smallest success; false where the plug-in is no longer there to say so. */
  async #minimumNorm(plan, signal) {
    const player = plan.players.find((one) => one.label === this.cell.attacker && one.kind === "attack");
    try {
      const plugin = await get(path`/plugins/attack/${player.plugin}`, { signal });
      return plugin.looksFor === "minimum-norm";
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      return false;
    }
  }

  async #readSamples(signal) {
    const samples = [];
    for await (const page of cellSamples(this.cell, signal)) {
      samples.push(...page);
      this.#loaded = samples.length;
      this.requestUpdate();
    }
    return samples;
  }

  #concerns({ stream, type }) {
    const ours = this.#record.value?.matches.some((match) => stream === `match-${match.id}`);
    return stream === `tournament-${this.cell.id}` || (ours && type !== "MatchPlanned");
  }

  render() {
    const { id, attacker, defender } = this.cell;
    const record = this.#record.value;
    return html`
      <p class="crumbs"><a href="/">Tournaments</a> / <a href="/tournaments/${id}">${record?.view.summary.name
        ?? "Tournament"}</a></p>
      <h1>${attacker} against ${defender}</h1>
      ${notice(this.#record, "the cell")}
      ${record ? this.#content(record) : ""}`;
  }

  #content({ board, cell, matches, minimumNorm }) {
    return html`
      <p class="under">${threatModelTitle(board.threatModel)}</p>
      ${summary(board, cell)}
      ${flagList(this.cell.id, board, [
        ...flagsOf(board, cell.defender, cell.attacker),
        ...flagsOf(board, cell.defender),
      ], html`<h2>Flags</h2>`)}
      <section aria-labelledby="curve">
        <h2 id="curve">Security curve</h2>
        ${this.#samples.value ? securityCurve(board.threatModel, this.#samples.value, minimumNorm) : this.#reading()}
      </section>
      <section aria-labelledby="queries">
        <h2 id="queries">Queries to success</h2>
        ${this.#samples.value ? queriesCurve(this.#samples.value) : this.#reading()}
      </section>
      ${cell.detection?.roc.length > 0 ? html`
        <section aria-labelledby="roc">
          <h2 id="roc">Detector</h2>
          ${rocCurve(cell.detection)}
        </section>` : ""}
      <section aria-labelledby="samples">
        <h2 id="samples">Samples</h2>
        ${this.#samples.value ? this.#gallery(board) : this.#reading()}
      </section>
      <section aria-labelledby="provenance">
        <h2 id="provenance">Provenance</h2>
        ${provenance(matches)}
      </section>`;
  }

  #reading() {
    return notice(this.#samples, this.#loaded === 0 ? "the samples" : `the samples, ${count(this.#loaded)} so far`);
  }

  #gallery({ threatModel }) {
    return this.#samples.value.length === 0
      ? html`<p class="muted">No sample has a verdict yet.</p>`
      : html`<gauntlet-gallery .samples=${this.#samples.value} .threatModel=${threatModel}></gauntlet-gallery>`;
  }
}

customElements.define("gauntlet-cell", Cell);
