import { html } from "lit";
import { get, path } from "../api.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { scrolling } from "../parts/table.js";
import { Resource } from "../resource.js";

/** All doubts that are looked for. */
class Flags extends Page {
  #flags = new Resource(this, (signal) => get("/flags", { signal }));

  get pageTitle() {
    return "Flags";
  }

  render() {
    return html`
      <h1>Flags</h1>
      <p class="lead">A flag is an automatic doubt about a result. It stands beside the result and never takes a
        defender's standing away.</p>
      ${notice(this.#flags, "the flags")}
      ${this.#flags.value ? this.#table(this.#flags.value.flags) : ""}`;
  }

  #table(flags) {
    return scrolling("Table of flags", html`
      <table class="catalogue">
        <caption class="visually-hidden">Flags</caption>
        <thead><tr><th scope="col">Flag</th><th scope="col">What it means</th></tr></thead>
        <tbody>${flags.map((flag) => html`
          <tr>
            <th scope="row"><a href=${path`/flags/${flag.id}`}>${flag.title}</a></th>
            <td>${flag.meaning}</td>
          </tr>`)}
        </tbody>
      </table>`);
  }
}

customElements.define("gauntlet-flags", Flags);
