import { html } from "lit";
import { get, path } from "../api.js";
import { count, percent, plural } from "../format.js";
import { LiveController } from "../live.js";
import { PageElement } from "../parts/element.js";
import { interval } from "../parts/interval.js";
import { notice } from "../parts/notices.js";
import { scrolling } from "../parts/table.js";
import { Resource } from "../resource.js";
import { threatModelTitle } from "../threat-model.js";
import { armsRaceCharts, MEASURES } from "./arms-race-charts.js";
import { lineage } from "./lineage.js";

/** Cop and robber over the rounds of a tournament, as far as they were played; live while they are. */
class ArmsRace extends PageElement {
  static properties = { view: { attribute: false } };

  #rounds = new Resource(this, (signal) => get(path`/tournaments/${this.view.summary.id}/rounds`, { signal }));
  #over;

  constructor() {
    super();
    new LiveController(this, {
      record: ({ detail }) => this.#concerns(detail.stream) && this.#rounds.refresh(),
      tables: ({ detail }) => detail.tournament === this.view.summary.id && this.#rounds.refresh(),
      resync: () => this.#rounds.refresh(),
    });
  }

  /** Rounds begin and end in the tournament's stream; what is replayed is recorded in one of its own. */
  #concerns(stream) {
    const { id } = this.view.summary;
    return stream === `tournament-${id}` || stream === `cross-${id}`;
  }

  /** What is played changes it. */
  willUpdate() {
    const { state, over } = this.view.summary;
    const now = `${state} ${over} ${this.view.revoked.length}`;
    if (this.#over !== undefined && this.#over !== now) {
      this.#rounds.refresh();
    }
    this.#over = now;
  }

  render() {
    const rounds = this.#rounds.value;
    return html`${notice(this.#rounds, "the rounds")}${rounds ? this.#content(rounds) : ""}`;
  }

  #content(rounds) {
    return html`
      <p>${this.#sofar(rounds)}</p>
      ${rounds.races.map((race) => html`
        <h3>${threatModelTitle(race.threatModel)}</h3>
        ${race.standings.some(waiting) ? html`<p class="reason">${this.#replay()}</p>` : ""}
        ${armsRaceCharts(race)}
        ${table(race)}`)}
      ${lineage(this.view.plan.players, rounds.lineage)}`;
  }

  #sofar({ most, begun }) {
    const { state } = this.view.summary;
    if (state === "running") {
      return begun === 0 ? `The first of at most ${plural(most, "round")} has not begun.`
        : `Round ${begun} of at most ${most} is being played.`;
    }
    const played = `${plural(begun, "round")} of at most ${count(most)} ${begun === 1 ? "was" : "were"} played`;
    return state === "completed" && begun < most
      ? `${played}: after the last one nobody had anything to learn or to choose.` : `${played}.`;
  }

  #replay() {
    const { id, state } = this.view.summary;
    switch (state) {
      case "running":
        return "The examples that were stored before a model came are tried on it once the tournament is over.";
      case "completed":
        return html`Not all examples that were stored before a model came have been tried on it yet. A server with workers
          or a <code>./gauntlet worker</code> does so by itself; <code>./gauntlet mixture ${id.slice(0, 8)}</code> does it
          at once, and tells what stands in the way.`;
      default:
        return "The tournament was cancelled before the stored examples were tried on the models that came later.";
    }
  }
}

/** Whether a model came after the first round, and it is not known what the examples of before do to it. */
function waiting({ replayed, label, defender }) {
  return replayed === null && label !== defender;
}

function table({ samples, standings }) {
  const defenders = [...new Set(standings.map(({ defender }) => defender))];
  const rows = defenders.flatMap((defender) => standings.filter((standing) => standing.defender === defender));
  return scrolling("Arms race as a table", html`
    <table class="rounds">
      <caption>
        Robust accuracy against the attackers as they were in the first round (old) and as they are in each round (new),
        against the examples that were stored before the model came (replayed), and against all of them (worst), of
        ${plural(samples, "sample")}. In small print where shares lie with 95 % confidence.
      </caption>
      <thead>
        <tr>
          <th scope="col">Defender</th>
          <th scope="col" class="number">Round</th>
          <th scope="col">Model</th>
          <th scope="col" class="number">Clean</th>
          ${MEASURES.map(({ column }) => html`<th scope="col" class="number">${column}</th>`)}
          <th scope="col" class="number">Worst</th>
        </tr>
      </thead>
      <tbody>${rows.map((standing, i) => html`
        <tr class=${i > 0 && rows[i - 1].defender !== standing.defender ? "next" : ""}>
          <th scope="row">${standing.defender}</th>
          <td class="number">${standing.round}</td>
          <td>${standing.label}</td>
          ${share(standing.clean, samples)}
          ${MEASURES.map(({ key }) => share(standing[key], samples, key === "replayed" && waiting(standing)))}
          ${share(standing.worst, samples)}
        </tr>`)}
      </tbody>
    </table>`);
}

function share(value, samples, open = false) {
  return html`<td class="number">${value
    ? html`${percent(value.share, samples)} ${interval(value.interval)}`
    : open ? html`<span class="muted">not tried</span>` : "–"}</td>`;
}

customElements.define("gauntlet-arms-race", ArmsRace);
