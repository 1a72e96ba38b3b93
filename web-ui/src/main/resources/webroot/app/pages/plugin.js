import { html } from "lit";
import { get, path } from "../api.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { parameters } from "../parts/parameters.js";
import { sha } from "../parts/sha.js";
import { Resource } from "../resource.js";

/** One plug-in, from its own description. */
class Plugin extends Page {
  static properties = { kind: {}, plugin: {} };

  #description = new Resource(this, (signal) => get(path`/plugins/${this.kind}/${this.plugin}`, { signal }));

  get pageTitle() {
    return this.plugin;
  }

  render() {
    const plugin = this.#description.value;
    return html`
      <p class="crumbs"><a href="/plugins">Plug-ins</a> / ${this.kind.replaceAll("-", " ")}</p>
      <h1>${this.plugin}</h1>
      ${notice(this.#description, "the plug-in")}
      ${plugin ? this.#content(plugin) : ""}`;
  }

  #content(plugin) {
    return html`
      <p class="lead">${plugin.summary}</p>
      ${plugin.notes ? html`<p>${plugin.notes}</p>` : ""}
      <dl class="facts">
        <div><dt>Version</dt><dd>${plugin.version}</dd></div>
        ${plugin.looksFor ? this.#attack(plugin) : ""}
        ${plugin.kind === "defense" ? this.#defense(plugin) : ""}
        ${plugin.jarSha ? html`<div><dt>Jar</dt><dd>${plugin.jar} ${sha(plugin.jarSha, "jar")}</dd></div>` : ""}
      </dl>
      <h2>Parameters</h2>
      ${parameters(plugin.schema)}
      ${plugin.papers?.length > 0 ? html`
        <h2>Papers</h2>
        <ul>${plugin.papers.map((paper) => html`<li>${paper}</li>`)}</ul>` : ""}`;
  }

  #defense(defense) {
    return html`
      <div><dt>Trains</dt><dd>${defense.trains ? "yes" : "no"}</dd></div>
      <div><dt>Draws when it answers</dt><dd>${defense.randomised ? "yes" : "no"}</dd></div>
      ${defense.canary ? html`<div><dt>Canary</dt><dd>known to be broken</dd></div>` : ""}`;
  }

  #attack(attack) {
    return html`
      <div><dt>Looks for</dt><dd>${attack.looksFor === "minimum-norm"
        ? "the smallest success"
        : "any success within epsilon"}</dd></div>
      <div><dt>Norms</dt><dd>${attack.norms.join(", ")}</dd></div>
      <div><dt>Needs</dt><dd>${attack.knowledge}</dd></div>
      <div><dt>Targeted</dt><dd>${attack.targeted ? "yes" : "no"}</dd></div>
      <div><dt>Cost for each sample</dt><dd>${attack.cost}</dd></div>`;
  }
}

customElements.define("gauntlet-plugin", Plugin);
