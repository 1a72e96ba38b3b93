import { html } from "lit";
import { asOfQuery, get, path } from "../api.js";
import { count, duration, percent } from "../format.js";
import { PageElement } from "../parts/element.js";
import { notice } from "../parts/notices.js";
import { scrolling } from "../parts/table.js";
import { inline } from "../parts/words.js";
import { Resource } from "../resource.js";
import { threatModelTitle } from "../threat-model.js";

/** What the whole grid says of its players; read when it is shown, since it is computed when it is asked for. */
class TournamentRatings extends PageElement {
  static properties = { view: { attribute: false } };

  #rated = new Resource(this, (signal) => get(
    path`/tournaments/${this.view.summary.id}/ratings` + asOfQuery(this.view.asOf), { signal }));
  #mixed = new Resource(this, (signal) => get(path`/tournaments/${this.view.summary.id}/mixture`, { signal }));
  #over;

  /** What is played changes them. */
  willUpdate() {
    const { state, over } = this.view.summary;
    const now = `${state} ${over} ${this.view.revoked.length}`;
    if (this.#over !== undefined && this.#over !== now) {
      this.#rated.refresh();
      this.#mixed.refresh();
    }
    this.#over = now;
  }

  render() {
    const rated = this.#rated.value;
    return html`
      ${notice(this.#rated, "the ratings")}
      ${rated ? rated.ratings.map((ratings) => this.#board(ratings, rated.attackTimes)) : ""}`;
  }

  #mixture(threatModel) {
    const known = this.view.asOf === null ? this.#mixed.value : undefined;
    const found = known?.mixtures.find((one) => one.threatModel.id === threatModel.id);
    return found ? mixture(found) : "";
  }

  #board(ratings, times) {
    const title = threatModelTitle(ratings.threatModel);
    if (ratings.open) {
      return html`<h3>${title}</h3><p>${inline(ratings.open)}</p>`;
    }
    const attackTime = (label) => times
      .find((time) => time.attacker === label && time.threatModel === ratings.threatModel.id)?.millis;
    const trainingTime = (label) => this.view.models.find((model) => model.label === label)?.millis;
    return html`
      <h3>${title}</h3>
      <p>Played best by both sides, ${percent(ratings.value)} of the samples are lost. ${cover(ratings.cover)}</p>
      ${ratings.omitted.length === 0 ? "" : html`
        <p>Not rated, since cells of theirs were skipped or forfeited: ${ratings.omitted.join(", ")}.</p>`}
      ${table("Ratings of defenders", "Defender", "Keeps", "Training time", ratings.defenders, trainingTime,
        "Keeps: the share of samples that a defender keeps against the best mixture of attacks (Nash average)")}
      ${table("Ratings of attackers", "Attacker", "Takes", "Time", ratings.attackers, attackTime,
        "Takes: the share of samples that an attacker takes from the best mixture of defenders (Nash average)")}
      ${this.#mixture(ratings.threatModel)}`;
  }
}

function mixture({ open, guaranteed, defenders }) {
  return html`
    <h4>Best mixture of defenders</h4>
    ${open ? html`<p class="muted">${inline(open)}</p>` : html`
      <p>Whichever stored example is submitted for each sample, ${percent(guaranteed)} of the samples are kept when the
        defender that answers is drawn anew for each query, with these probabilities.</p>
      ${shares(defenders)}`}`;
}

function shares(defenders) {
  return scrolling("Best mixture of defenders", html`
    <table class="ratings">
      <caption>
        Drawn: the probability with which the defender is the one that answers a query. Keeps alone: what it keeps when it answers
        every query, against the examples made for all defenders. Nothing is guaranteed against attacks on the mixture itself.
      </caption>
      <thead>
        <tr>
          <th scope="col">Defender</th>
          <th scope="col" class="number">Drawn</th>
          <th scope="col" class="number">Keeps alone</th>
        </tr>
      </thead>
      <tbody>${defenders.map(({ defender, weight, alone }) => html`
        <tr>
          <th scope="row">${defender}</th>
          <td class="number">${percent(weight)}</td>
          <td class="number">${percent(alone)}</td>
        </tr>`)}
      </tbody>
    </table>`);
}

function cover(attacks) {
  if (attacks.length === 0) {
    return "No attack broke a sample that was right when clean.";
  }
  return attacks.length === 1
    ? html`All that was broken is broken by <strong>${attacks[0]}</strong> alone.`
    : html`All that was broken is broken by these ${count(attacks.length)} attacks:
        <strong>${attacks.join(", ")}</strong>.`;
}

function table(label, player, nash, cost, ratings, costOf, explained) {
  return scrolling(label, html`
    <table class="ratings">
      <caption>
        ${explained}; weight: how often the best mixture of its own side plays it. Points: strength by Bradley and Terry,
        400 for odds of ten to one, with a bootstrap interval; they depend on the field of players.
      </caption>
      <thead>
        <tr>
          <th scope="col">${player}</th>
          <th scope="col" class="number">${nash}</th>
          <th scope="col" class="number">Weight</th>
          <th scope="col" class="number">Points</th>
          <th scope="col" class="number">${cost}</th>
        </tr>
      </thead>
      <tbody>${ratings.map((one) => html`
        <tr>
          <th scope="row">${one.label}</th>
          <td class="number">${percent(one.nash)}</td>
          <td class="number">${percent(one.weight)}</td>
          <td class="number">${points(one.points)}
            <span class="interval"><span class="visually-hidden">, 95 % interval </span
            >${points(one.pointsLow)} to ${points(one.pointsHigh)}</span></td>
          <td class="number">${duration(costOf(one.label))}</td>
        </tr>`)}
      </tbody>
    </table>`);
}

/** With a minus sign that is as wide as a digit. */
function points(number) {
  return Math.round(number).toFixed(0).replace("-", "\u2212");
}

customElements.define("gauntlet-tournament-ratings", TournamentRatings);
