import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { address, path } from "../api.js";
import { count, distance, label, percent, plural } from "../format.js";
import { badge } from "../parts/badge.js";
import { PageElement } from "../parts/element.js";
import { query, replaceQuery } from "../router.js";
import { distanceOf, normSign, ofPoses, poseText } from "../threat-model.js";
import { BROKEN, outcome, SURVIVED, WRONG_WHEN_CLEAN } from "./outcome.js";

const PAGE = 24;
const FILTERS = ["all", BROKEN, SURVIVED, WRONG_WHEN_CLEAN];
const SORTS = {
  sample: () => (a, b) => a.sample - b.sample,
  nearest: (distanceTo) => (a, b) => distanceTo(a) - distanceTo(b) || a.sample - b.sample,
  farthest: (distanceTo) => (a, b) => distanceTo(b) - distanceTo(a) || a.sample - b.sample,
  queries: () => (a, b) => a.queries - b.queries || a.sample - b.sample,
};
const SORT_NAMES = {
  sample: "sample",
  nearest: "distance, nearest first",
  farthest: "distance, farthest first",
  queries: "queries, fewest first",
};

/** The samples of a cell as images, to filter, sort and leaf through; the choice is kept in the address. */
class Gallery extends PageElement {
  static properties = {
    samples: { attribute: false },
    threatModel: { attribute: false },
    show: { state: true },
    sort: { state: true },
    leaf: { state: true },
  };

  constructor() {
    super();
    const asked = query();
    this.show = FILTERS.includes(asked.get("show")) ? asked.get("show") : "all";
    this.sort = asked.get("sort") in SORTS ? asked.get("sort") : "sample";
    this.leaf = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1);
  }

  #choose(changes) {
    Object.assign(this, { leaf: 1, ...changes });
    replaceQuery({
      show: this.show === "all" ? "" : this.show,
      sort: this.sort === "sample" ? "" : this.sort,
      page: this.leaf === 1 ? "" : this.leaf,
    });
  }

  render() {
    const distanceTo = (sample) => distanceOf(this.threatModel, sample);
    const chosen = this.samples
      .filter((sample) => this.show === "all" || outcome(sample) === this.show)
      .sort(SORTS[this.sort](distanceTo));
    const leaves = Math.max(1, Math.ceil(chosen.length / PAGE));
    const leaf = Math.min(this.leaf, leaves);
    const shown = chosen.slice((leaf - 1) * PAGE, leaf * PAGE);
    return html`
      ${this.#choices()}
      <p role="status" class="muted">${plural(chosen.length, "sample")}, page ${leaf} of ${leaves}</p>
      <ul class="gallery">${repeat(shown, (sample) => `${sample.match}/${sample.row}`, (s) => this.#one(s))}</ul>
      ${leaves > 1 ? this.#leafing(leaf, leaves) : ""}`;
  }

  #choices() {
    const counts = new Map(FILTERS.map((filter) => [filter, 0]));
    this.samples.forEach((sample) => counts.set(outcome(sample), counts.get(outcome(sample)) + 1));
    counts.set("all", this.samples.length);
    return html`
      <form class="choices" @submit=${(event) => event.preventDefault()}>
        <fieldset>
          <legend>Show</legend>
          ${FILTERS.map((filter) => html`
            <label><input type="radio" name="show" .checked=${this.show === filter}
              @change=${() => this.#choose({ show: filter })}> ${filter}
              <span class="muted">${count(counts.get(filter))}</span></label>`)}
        </fieldset>
        <label>Sort by
          <select @change=${({ target }) => this.#choose({ sort: target.value })}>
            ${Object.entries(SORT_NAMES).map(([key, name]) => html`
              <option value=${key} ?selected=${this.sort === key}>${name}</option>`)}
          </select>
        </label>
      </form>`;
  }

  #one(sample) {
    const image = (which) => address(path`/matches/${sample.match}/samples/${sample.row}/` + `${which}.png`);
    const state = outcome(sample);
    const last = state === BROKEN ? "adversarial" : "candidate";
    const share = sample.wrong > 0 && sample.wrong < 1 ? ` in ${percent(sample.wrong)} of draws` : "";
    return html`
      <li>
        <article aria-label="Sample ${sample.sample}, ${state}">
          <h3>Sample ${sample.sample} ${badge(state)}${share}</h3>
          <div class="images">
            ${this.#image(image("original"), "original", label(sample.cleanLabel))}
            ${state === WRONG_WHEN_CLEAN ? "" : html`
              ${this.#image(image("perturbation"), "perturbation", "")}
              ${this.#image(image("adversarial"), last, label(sample.adversarialLabel))}`}
          </div>
          <p>${this.#verdict(sample, state)}</p>
        </article>
      </li>`;
  }

  #image(source, name, answer) {
    const alt = answer ? `${name}, answered ${answer}` : name;
    return html`
      <figure>
        <img src=${source} alt=${alt} width="84" height="84" loading="lazy" decoding="async">
        <figcaption>${name}${answer ? html`<br><strong>${answer}</strong>` : ""}</figcaption>
      </figure>`;
  }

  #verdict(sample, state) {
    if (state === WRONG_WHEN_CLEAN) {
      return html`answered <strong>${label(sample.cleanLabel)}</strong>, rightly ${label(sample.label)}; not attacked`;
    }
    return html`
      <strong>${label(sample.cleanLabel)} → ${label(sample.adversarialLabel)}</strong>${sample.goal === -1
        ? ""
        : ` (goal ${label(sample.goal)})`},
      ${ofPoses(this.threatModel)
        ? poseText(sample.turned)
        : `${normSign(this.threatModel)} ${distance(distanceOf(this.threatModel, sample))}`},
      ${sample.firstSuccess > 0
        ? `first success at query ${count(sample.firstSuccess)} of ${count(sample.queries)}`
        : plural(sample.queries, "query", "queries")}`;
  }

  #leafing(leaf, leaves) {
    return html`
      <nav class="leafing" aria-label="Pages of the gallery">
        <button type="button" ?disabled=${leaf === 1} @click=${() => this.#turn(leaf - 1)}>Previous</button>
        <span>${leaf} of ${leaves}</span>
        <button type="button" ?disabled=${leaf === leaves} @click=${() => this.#turn(leaf + 1)}>Next</button>
      </nav>`;
  }

  #turn(leaf) {
    this.#choose({ leaf });
    this.querySelector(".choices").scrollIntoView({ block: "start" });
  }
}

customElements.define("gauntlet-gallery", Gallery);
