import { html } from "lit";
import { get } from "../api.js";
import { count, moment, percent } from "../format.js";
import { LiveController } from "../live.js";
import { badge } from "../parts/badge.js";
import { progressBar } from "../parts/bars.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { scrolling } from "../parts/table.js";
import { Resource } from "../resource.js";

const PAGE = 25;

/** All tournaments, newest first. */
class Home extends Page {
  #wanted = PAGE;
  #list = new Resource(this, (signal) => this.#read(signal));

  constructor() {
    super();
    new LiveController(this, {
      record: ({ detail }) => /^(tournament|match)-/.test(detail.stream) && this.#list.refresh(),
      resync: () => this.#list.refresh(),
    });
  }

  get pageTitle() {
    return "Tournaments";
  }

  /** As many as were asked for, page by page, and whether there are more. */
  async #read(signal) {
    const tournaments = [];
    let more = true;
    while (more && tournaments.length < this.#wanted) {
      const before = tournaments.length > 0 ? `&before=${tournaments[tournaments.length - 1].position}` : "";
      const page = await get(`/tournaments?limit=${PAGE}${before}`, { signal });
      tournaments.push(...page.tournaments);
      more = page.tournaments.length === PAGE;
    }
    return { tournaments, more };
  }

  #more() {
    this.#wanted += PAGE;
    this.#list.retry();
  }

  render() {
    return html`
      <h1>Tournaments</h1>
      <p class="actions"><a class="button" href="/start">Start a tournament</a>${this.#list.value?.tournaments.length > 1
        ? html` <a href="/compare">Compare two tournaments</a>`
        : ""}</p>
      ${notice(this.#list, "the tournaments")}
      ${this.#list.value ? this.#content(this.#list.value) : ""}`;
  }

  #content({ tournaments, more }) {
    return tournaments.length === 0
      ? html`
          <div class="notice empty">
            <p>No tournament has been played yet. <a href="/start">Start the first one</a> here, or type</p>
            <pre><code>./gauntlet run examples/tournaments/mnist-quick.yaml</code></pre>
            <p>It appears here by itself. Meanwhile, see which <a href="/plugins">plug-ins</a> can play.</p>
          </div>`
      : html`
          ${this.#table(tournaments)}
          ${more ? html`<p><button type="button" @click=${this.#more}>Load more</button></p>` : ""}`;
  }

  #table(tournaments) {
    return scrolling("Tournaments", html`
      <table>
        <caption class="visually-hidden">Tournaments, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Matches over</th>
            <th scope="col">Planned</th>
            <th scope="col">Finished</th>
          </tr>
        </thead>
        <tbody>${tournaments.map((tournament) => this.#row(tournament))}</tbody>
      </table>`);
  }

  #row(tournament) {
    const done = tournament.matches === 0 ? 0 : tournament.over / tournament.matches;
    return html`
      <tr>
        <th scope="row"><a href="/tournaments/${tournament.id}">${tournament.name}</a></th>
        <td>${badge(tournament.state)}${tournament.reason ? html`<br><small>${tournament.reason}</small>` : ""}</td>
        <td class="progress-cell">
          ${progressBar(done, `Progress of ${tournament.name}`)}
          <span class="number">${count(tournament.over)} of ${count(tournament.matches)} (${percent(done)})</span>
        </td>
        <td class="when">${moment(tournament.plannedAt)}</td>
        <td class="when">${moment(tournament.finishedAt)}</td>
      </tr>`;
  }
}

customElements.define("gauntlet-home", Home);
