import { html } from "lit";
import { ApiError, get, path } from "../api.js";
import { change, probability } from "../compare/numbers.js";
import { count, moment, percent } from "../format.js";
import { badge } from "../parts/badge.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { scrolling } from "../parts/table.js";
import { Resource } from "../resource.js";
import { navigate } from "../router.js";
import { cellHref, threatModelTitle } from "../threat-model.js";

/** How many tournaments can be chosen from; others are reached by their address. */
const LISTED = 200;

/** Two tournaments side by side. */
class Compare extends Page {
  static properties = { first: {}, second: {} };

  #list = new Resource(this, (signal) => get(`/tournaments?limit=${LISTED}`, { signal }));
  #comparison = new Resource(this, (signal) => this.#read(signal));

  get pageTitle() {
    const found = this.#comparison.value;
    return found ? `${found.first.name} and ${found.second.name}` : "Compare tournaments";
  }

  async #read(signal) {
    if (!this.first || !this.second) {
      return null;
    }
    if (this.first === this.second) {
      throw new ApiError("These are the same tournament: choose two.", 400);
    }
    return get(path`/comparisons/${this.first}/${this.second}`, { signal });
  }

  #choose(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    navigate(path`/compare/${form.get("first")}/${form.get("second")}`);
  }

  render() {
    const found = this.#comparison.value;
    return html`
      <p class="crumbs"><a href="/">Tournaments</a></p>
      <h1>${this.pageTitle}</h1>
      ${notice(this.#list, "the tournaments")}
      ${this.#list.value ? this.#choice(this.#list.value.tournaments) : ""}
      ${this.first && this.second ? notice(this.#comparison, "the comparison") : ""}
      ${found ? this.#content(found) : ""}`;
  }

  #choice(tournaments) {
    return tournaments.length < 2
      ? html`<p class="notice empty">It takes two tournaments, and there ${tournaments.length === 1 ? "is one" : "are none"}.</p>`
      : html`
        <form class="choices" @submit=${this.#choose}>
          ${this.#select("First", "first", this.first ?? tournaments[1].id, tournaments)}
          ${this.#select("Second", "second", this.second ?? tournaments[0].id, tournaments)}
          <button type="submit">Compare</button>
          ${this.first && this.second
            ? html`<a href=${path`/compare/${this.second}/${this.first}`}>The other way round</a>`
            : ""}
        </form>`;
  }

  #select(label, name, chosen, tournaments) {
    const unlisted = tournaments.every(({ id }) => id !== chosen);
    return html`
      <label>${label}
        <select name=${name}>
          ${unlisted ? html`<option value=${chosen} selected>${chosen}</option>` : ""}
          ${tournaments.map((one) => html`
            <option value=${one.id} ?selected=${one.id === chosen}>${one.name}, ${moment(one.plannedAt)}</option>`)}
        </select>
      </label>`;
  }

  #content(found) {
    return html`
      ${this.#sides(found)}
      <section aria-labelledby="differences">
        <h2 id="differences">What differs in their specs</h2>
        ${differences(found)}
      </section>
      ${found.open ? html`<p class="notice">${found.open}</p>` : ""}
      ${found.comparisons.map((one, i) => this.#comparisonOf(found, one, i))}`;
  }

  #sides({ first, second }) {
    const side = (name, one) => html`
      <tr>
        <th scope="row">${name}</th>
        <td><a href="/tournaments/${one.id}">${one.name}</a></td>
        <td>${badge(one.state)}</td>
        <td class="number">${count(one.over)} of ${count(one.matches)}</td>
        <td class="when">${moment(one.plannedAt)}</td>
      </tr>`;
    return scrolling("The two tournaments", html`
      <table>
        <caption class="visually-hidden">The two tournaments</caption>
        <thead>
          <tr>
            <td></td><th scope="col">Name</th><th scope="col">State</th>
            <th scope="col" class="number">Matches over</th><th scope="col">Planned</th>
          </tr>
        </thead>
        <tbody>${side("First", first)}${side("Second", second)}</tbody>
      </table>`);
  }

  #comparisonOf({ first, second }, { threatModel, lines }, i) {
    const id = `comparison-${i}`;
    return html`
      <section aria-labelledby=${id}>
        <h2 id=${id}>${threatModelTitle(threatModel)}</h2>
        ${scrolling("Comparison", html`
          <table class="comparison">
            <caption>
              Robust accuracy on the samples that both played. All attacks: the worst case over the attackers that each
              tournament had. p: the exact paired test of McNemar; more than luck: at 5 % for all lines of the table
              together.
            </caption>
            <thead>
              <tr>
                <th scope="col">Defender</th>
                <th scope="col">Attacker</th>
                <th scope="col" class="number">Samples</th>
                <th scope="col" class="number">First</th>
                <th scope="col" class="number">Second</th>
                <th scope="col" class="number">Change, points</th>
                <th scope="col" class="number">p</th>
                <th scope="col">More than luck</th>
              </tr>
            </thead>
            <tbody>${lines.map((line) => this.#line(line, first, second, threatModel))}</tbody>
          </table>`)}
      </section>`;
  }

  #line(line, first, second, threatModel) {
    const { defender, attacker, samples } = line;
    const share = (tournament, value, name) => attacker
      ? html`<a href=${cellHref(tournament.id, attacker, defender, threatModel)}
          aria-label="${percent(value, samples)} of ${attacker} against ${defender} in the ${name}"
          >${percent(value, samples)}</a>`
      : percent(value, samples);
    return html`
      <tr class=${attacker ? "" : "all"}>
        <th scope="row">${attacker ? html`<span class="visually-hidden">${defender}</span>` : defender}</th>
        <td>${attacker ?? "all attacks"}</td>
        <td class="number">${count(samples)}</td>
        <td class="number">${share(first, line.first, "first")}</td>
        <td class="number">${share(second, line.second, "second")}</td>
        <td class="number" data-change=${line.different ? Math.sign(line.second - line.first) : 0}>${change(
          line.second - line.first, samples)}</td>
        <td class="number">${probability(line.p)}</td>
        <td>${line.different ? html`<strong>yes</strong>` : "no"}</td>
      </tr>`;
  }
}

function differences({ differences: list }) {
  return list.length === 0
    ? html`<p>Nothing: they were planned from the same spec.</p>`
    : scrolling("Differences of the specs", html`
      <table>
        <caption class="visually-hidden">Differences of the specs</caption>
        <thead><tr><th scope="col">Where</th><th scope="col">First</th><th scope="col">Second</th></tr></thead>
        <tbody>${list.map(({ path: where, first, second }) => html`
          <tr>
            <th scope="row"><code>${where}</code></th>
            <td>${written(first)}</td>
            <td>${written(second)}</td>
          </tr>`)}
        </tbody>
      </table>`);
}

function written(value) {
  return value === null ? html`<span class="muted">not there</span>` : html`<code>${plain(value)}</code>`;
}

function plain(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

customElements.define("gauntlet-compare", Compare);
