import { html } from "lit";
import { address, get } from "../api.js";
import { operation, operations } from "../document/operation.js";
import { properties, recordId, typeWords } from "../document/schema.js";
import { inline, prose } from "../parts/words.js";
import { notice } from "../parts/notices.js";
import { Page } from "../parts/page.js";
import { Resource } from "../resource.js";

/** The document of the API, to read. */
class Api extends Page {
  #document = new Resource(this, (signal) => get("/openapi.json", { signal }));
  #shown = false;

  get pageTitle() {
    return "API";
  }

  /** The places of the document appear after the browser looked for the one in the address. */
  updated() {
    super.updated();
    if (this.#document.value && !this.#shown) {
      this.#shown = true;
      this.ownerDocument.getElementById(location.hash.slice(1))?.scrollIntoView();
    }
  }

  render() {
    const document = this.#document.value;
    return html`
      <h1>API</h1>
      ${notice(this.#document, "the document")}
      ${document ? this.#content(document) : ""}`;
  }

  #content(document) {
    const all = operations(document);
    const root = document.servers[0].url;
    const tags = document.tags.map((tag) => ({ ...tag, operations: all.filter((one) => one.tags.includes(tag.name)) }));
    const records = Object.entries(document.components.schemas);
    return html`
      ${prose(document.info.description)}
      <p><a href=${address("/openapi.json")} download="gauntlet-openapi.json">The document as OpenAPI
        ${document.openapi}</a>, version ${document.info.version} of the API.</p>
      <nav aria-label="Contents">
        <dl class="contents">
          ${tags.map((tag) => html`
            <dt>${tag.name}</dt>
            <dd>${tag.operations.map((one) => html`<a href="#${one.id}">${one.method} ${one.path}</a> `)}</dd>`)}
          <dt>Records</dt>
          <dd>${records.map(([name]) => html`<a href="#${recordId(name)}">${name}</a> `)}</dd>
        </dl>
      </nav>
      ${tags.map((tag) => html`
        <section aria-labelledby="tag-${tag.name}">
          <h2 id="tag-${tag.name}">${tag.name}</h2>
          <p class="muted">${tag.description}</p>
          ${tag.operations.map((one) => operation(root, one))}
        </section>`)}
      <section aria-labelledby="failures">
        <h2 id="failures">Failures</h2>
        ${prose(document.components.responses.Failure.description)}
      </section>
      <section aria-labelledby="records">
        <h2 id="records">Records</h2>
        ${records.map(([name, schema]) => this.#record(name, schema))}
      </section>`;
  }

  #record(name, schema) {
    return html`
      <section class="operation" aria-labelledby=${recordId(name)}>
        <h3 id=${recordId(name)}>${name}</h3>
        ${schema.description ? html`<p>${inline(schema.description)}</p>` : ""}
        ${schema.properties ? properties(`Properties of ${name}`, schema) : html`<p>${typeWords(schema)}</p>`}
      </section>`;
  }
}

customElements.define("gauntlet-api", Api);
