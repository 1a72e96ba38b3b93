import { html } from "lit";
import { get, path } from "../api.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { scrolling } from "../parts/table.js";
import { Resource } from "../resource.js";

const KINDS = [
  ["attack", "Attacks"],
  ["defense", "Defenses"],
  ["transformation", "Transformations"],
  ["data-set", "Data sets"],
  ["architecture", "Architectures"],
];

/** The catalogue of plug-ins. */
class Plugins extends Page {
  #plugins = new Resource(this, (signal) => get("/plugins", { signal }));

  get pageTitle() {
    return "Plug-ins";
  }

  render() {
    return html`
      <h1>Plug-ins</h1>
      ${notice(this.#plugins, "the plug-ins")}
      ${this.#plugins.value?.problems?.map((problem) => html`<p class="reason">${problem}</p>`) ?? ""}
      ${this.#plugins.value ? KINDS.map(([kind, name]) => this.#kind(kind, name)) : ""}`;
  }

  #kind(kind, name) {
    const plugins = this.#plugins.value.plugins[kind] ?? [];
    return plugins.length === 0 ? "" : html`
      <section aria-labelledby=${kind}>
        <h2 id=${kind}>${name}</h2>
        ${scrolling(`Table of ${name.toLowerCase()}`, html`
          <table class="catalogue">
            <caption class="visually-hidden">${name}</caption>
            <thead><tr><th scope="col">Id</th><th scope="col">Version</th><th scope="col">What it does</th></tr></thead>
            <tbody>${plugins.map((plugin) => html`
              <tr>
                <th scope="row"><a href=${path`/plugins/${kind}/${plugin.id}`}>${plugin.id}</a></th>
                <td>${plugin.version}</td>
                <td>${plugin.summary}</td>
              </tr>`)}
            </tbody>
          </table>`)}
      </section>`;
  }
}

customElements.define("gauntlet-plugins", Plugins);
