import { html } from "lit";
import { get, path } from "../api.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { Resource } from "../resource.js";

/** One doubt: what it means and what to do about it. */
class Flag extends Page {
  static properties = { flag: {} };

  #text = new Resource(this, (signal) => get(path`/flags/${this.flag}`, { signal }));

  get pageTitle() {
    return this.#text.value?.title ?? this.flag;
  }

  render() {
    const text = this.#text.value;
    return html`
      <p class="crumbs"><a href="/flags">Flags</a></p>
      <h1>${this.pageTitle}</h1>
      ${notice(this.#text, "the flag")}
      ${text ? html`
        <p class="lead">${text.meaning}</p>
        <h2>What to do</h2>
        <p>${text.advice}</p>
        <dl class="facts"><div><dt>Source</dt><dd>${text.source}</dd></div></dl>` : ""}`;
  }
}

customElements.define("gauntlet-flag", Flag);
