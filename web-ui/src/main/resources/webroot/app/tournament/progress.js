import { html } from "lit";
import { announce } from "../announce.js";
import { get, path } from "../api.js";
import { count, duration, percent, plural } from "../format.js";
import { live, LiveController } from "../live.js";
import { progressBar } from "../parts/bars.js";
import { PageElement } from "../parts/element.js";
import { Pace } from "./pace.js";

/** A job that has not reported for so long is not shown as running. */
const STALE_MILLIS = 30_000;
const SHOWN = 6;

/** The live progress of a running tournament: how far, how fast, how long still, and what is being worked on. */
class TournamentProgress extends PageElement {
  static properties = { view: { attribute: false } };

  #pace = new Pace();
  #jobs = new Map();
  #names = new Map();
  #tenth = -1;
  #timer;

  constructor() {
    super();
    new LiveController(this, {
      progress: ({ detail }) => this.#progress(detail),
      record: ({ detail }) => this.#record(detail),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 2_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #progress(report) {
    const ours = report.tournament === this.view.summary.id
      || this.view.models.some((model) => report.stream === `training-${model.training}`);
    if (ours) {
      this.#jobs.set(report.stream, { ...report, seen: Date.now() });
      this.#readName(report.stream);
      this.requestUpdate();
    }
  }

  #record({ stream, type }) {
    if (["MatchScored", "MatchForfeited", "ModelTrained", "TrainingFailed"].includes(type)) {
      this.#jobs.delete(stream);
      this.#names.delete(stream);
      this.requestUpdate();
    }
  }

  /** Asks once who meets in a match that reports. */
  async #readName(stream) {
    if (!stream.startsWith("match-") || this.#names.has(stream)) {
      return;
    }
    this.#names.set(stream, stream);
    try {
      // The record knows also the matches that players only learn from, which are in no table.
      const { events } = await get(path`/events?stream=${stream}&limit=1`);
      const { attacker, defender, slice, split } = events[0].data;
      const what = split ? ", to learn from" : "";
      this.#names.set(stream, `${attacker.label} against ${defender}, slice ${slice + 1}${what}`);
      this.requestUpdate();
    } catch {
      // It goes by its stream then; the page itself reports a server that does not answer.
    }
  }

  #running() {
    const now = Date.now();
    return [...this.#jobs.values()].filter((job) => now - job.seen < STALE_MILLIS);
  }

  /** Matches done, counting the parts of those that are played. */
  #done() {
    const playing = this.#running().filter((job) => job.stream.startsWith("match-"));
    return Math.min(this.view.summary.matches, playing.reduce((sum, job) => sum + job.done, this.view.summary.over));
  }

  willUpdate() {
    this.#pace.observe(this.#done());
  }

  updated() {
    this.#announce(this.#share());
  }

  #share() {
    return this.view.summary.matches === 0 ? 0 : this.#done() / this.view.summary.matches;
  }

  render() {
    const { matches, over } = this.view.summary;
    const running = this.#running();
    const done = this.#share();
    return html`
      <div class="live-progress">
        ${progressBar(done, "Progress of the tournament")}
        <p>
          <strong>${percent(done)}</strong>: ${count(over)} of ${plural(matches, "match", "matches")} over${this
            .#remaining(matches - this.#done())}
        </p>
        <ul class="jobs" aria-label="Running now">
          ${running.slice(0, SHOWN).map((job) => this.#job(job))}
          ${running.length === 0 ? html`<li class="muted">${this.#idle()}</li>` : ""}
          ${running.length > SHOWN ? html`<li class="muted">and ${running.length - SHOWN} more</li>` : ""}
        </ul>
      </div>`;
  }

  #idle() {
    return live.state === "open" ? "Nothing has reported yet. If no process plays, type ./gauntlet resume." : "";
  }

  #remaining(left) {
    const { rate } = this.#pace;
    if (rate === null) {
      return "";
    }
    const millis = left / rate;
    const still = millis < 1000 ? "a moment" : duration(millis);
    return html`, ${(rate * 60_000).toFixed(1)} matches a minute, about ${still} left`;
  }

  #job(job) {
    const name = this.#name(job.stream);
    return html`<li>${progressBar(job.done, name)} <span>${name}</span> <small>${job.message}</small></li>`;
  }

  #name(stream) {
    const model = this.view.models.find(({ training }) => stream === `training-${training}`);
    return model ? `training of ${model.label}` : this.#names.get(stream) ?? stream;
  }

  /** Every tenth is worth a word to those who do not see the bar. */
  #announce(done) {
    const tenth = Math.floor(done * 10);
    if (this.#tenth >= 0 && tenth > this.#tenth) {
      announce(`The tournament is ${tenth * 10} percent done.`);
    }
    this.#tenth = Math.max(tenth, this.#tenth);
  }
}

customElements.define("gauntlet-tournament-progress", TournamentProgress);
