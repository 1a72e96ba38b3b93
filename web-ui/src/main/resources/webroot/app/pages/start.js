import { html } from "lit";
import { live as asShown } from "lit/directives/live.js";
import { announce } from "../announce.js";
import { get, getText, path, post } from "../api.js";
import { Page } from "../parts/page.js";
import { notice } from "../parts/notices.js";
import { inline } from "../parts/words.js";
import { Resource } from "../resource.js";
import { navigate, query } from "../router.js";
import { Check, YAML } from "../start/check.js";
import { estimateView, gridLine } from "../start/estimate.js";
import { fieldId } from "../start/field.js";
import { firstSpec, specForm } from "../start/form.js";
import { visitor } from "../visitor.js";

/** As large as the server takes. */
const LARGEST = 1 << 20;

/** A tournament is written, in a form or as text, checked and started. */
class Start extends Page {
  static properties = { failure: { state: true }, starting: { state: true } };

  #document;
  #schema = new Resource(this, (signal) => get("/spec-schema", { signal }));
  #visitor = new Resource(this, visitor);
  #first = new Resource(this, (signal) => this.#read(signal));
  #check = new Check(this);

  get pageTitle() {
    return "Start a tournament";
  }

  /** The spec to begin with: that of a tournament, or a short one. The library for YAML comes only to this page. */
  async #read(signal) {
    const from = query().get("from");
    const [{ SpecDocument, fromLine }, text] = await Promise.all([
      import("../start/spec-document.js"),
      from ? getText(path`/tournaments/${from}/spec`, { signal }) : null,
    ]);
    const schema = text === null ? await get("/spec-schema", { signal }) : null;
    this.#document = new SpecDocument("");
    const spec = text === null ? firstSpec(schema) : fromLine(text);
    Object.entries(spec).forEach(([key, value]) => this.#document.set([key], value));
    return true;
  }

  /** What the parts of the form need. */
  get #form() {
    const problems = this.#check.state?.problems ?? [];
    const about = (of) => problems.filter(({ path: at }) => of(at)).map(({ sentence }) => sentence);
    const form = {
      schema: this.#schema.value,
      at: (place) => this.#document.at(place),
      list: (place) => this.#document.list(place),
      problems: (at) => about((found) => found === at),
      within: (at) => about((found) => found === at || found.startsWith(`${at}.`) || found.startsWith(`${at}[`)).length > 0,
      change: (place, value) => form.changes([[place, value]]),
      changes: (all) => {
        all.forEach(([place, value]) => this.#document.set(place, value));
        this.#changed();
      },
      add: (place, value) => {
        this.#document.add(place, value);
        this.#changed();
      },
      bound: () => ({ ...form }),
    };
    return form;
  }

  /** What was said of the spec is said of another one. */
  #changed() {
    this.failure = undefined;
    this.#check.forget();
  }

  #typed({ target }) {
    this.#document.write(target.value);
    this.#changed();
  }

  async #upload({ target }) {
    const [file] = target.files;
    if (!file) {
      return;
    }
    if (file.size > LARGEST) {
      this.failure = `${file.name} is larger than 1 MiB, the most a spec may be.`;
      return;
    }
    this.#document.write(await file.text());
    this.#changed();
    announce(`${file.name} is read.`);
    target.value = "";
  }

  #download() {
    const link = document.createElement("a");
    const name = String(this.#document.at(["name"]) ?? "tournament").replaceAll(/[^A-Za-z0-9._-]+/g, "-");
    link.href = URL.createObjectURL(new Blob([this.#document.text], { type: YAML }));
    link.download = `${name}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async #checkIt(event) {
    event.preventDefault();
    this.failure = undefined;
    await this.#check.run(this.#document.text);
    this.#tell();
  }

  #tell() {
    const { problems, failure, estimate } = this.#check.state ?? {};
    if (problems?.length) {
      announce(`The spec has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}.`);
    } else if (!failure && estimate) {
      announce("The spec is right and its cost is estimated.");
    }
  }

  async #start() {
    this.failure = undefined;
    this.#check.stop();
    this.starting = true;
    try {
      const { page, name } = await post("/tournaments", this.#document.text, YAML);
      announce(`The tournament ${name} is planned.`);
      navigate(page);
    } catch (error) {
      this.#check.failed(error);
      this.#tell();
    }
    this.starting = false;
  }

  render() {
    const ready = this.#schema.value && this.#visitor.value && this.#first.value;
    return html`
      <p class="crumbs"><a href="/">Tournaments</a></p>
      <h1>Start a tournament</h1>
      ${notice(this.#schema, "what can be chosen")}
      ${this.#visitor.error ? notice(this.#visitor, "who you are") : ""}
      ${this.#first.error ? notice(this.#first, "the spec") : ""}
      ${ready ? this.#content(this.#visitor.value) : ""}`;
  }

  #content({ starts, obstacle }) {
    const { obstacle: unreadable } = this.#document;
    return html`
      ${starts ? "" : html`<p class="notice">${inline(obstacle)} A spec can be written here all the same: download it and type
        <code>./gauntlet run FILE</code>.</p>`}
      <form class="start" @submit=${this.#checkIt} novalidate>
        <div class="spec-form">
          ${unreadable
            ? html`<p class="notice error">The form comes back once the text can be read: ${inline(unreadable)}</p>`
            : specForm(this.#form)}
        </div>
        <div class="spec-side">
          ${this.#text()}
          ${starts ? this.#actions() : ""}
          ${this.#outcome()}
        </div>
      </form>`;
  }

  #text() {
    return html`
      <section aria-labelledby="part-text">
        <h2 id="part-text"><label for="spec-text">The spec as text</label></h2>
        <p class="actions">
          <label class="button file">Open a file…<input type="file" accept=".yaml,.yml,.json" @change=${this.#upload}></label>
          <button type="button" @click=${this.#download}>Download</button>
        </p>
        <textarea id="spec-text" rows="20" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"
          aria-describedby="spec-text-hint" .value=${asShown(this.#document.text)} @input=${this.#typed}></textarea>
        <p class="hint" id="spec-text-hint">YAML or JSON; form and text are the same spec.</p>
      </section>`;
  }

  #actions() {
    const running = this.#check.state?.running;
    return html`
      <p class="actions main">
        ${running
          ? html`<button type="button" @click=${() => this.#check.stop()}>Stop checking</button>`
          : html`<button type="submit">Check</button>`}
        <button type="button" class="primary" ?disabled=${this.starting} @click=${this.#start}
          >${this.starting ? "Planning…" : "Start"}</button>
      </p>`;
  }

  #outcome() {
    const { grid, trying, estimate, failure, problems = [], running } = this.#check.state ?? {};
    const wrong = this.failure ?? failure;
    return html`
      <div class="outcome" role="region" aria-label="Outcome of the check" aria-busy=${running ? "true" : "false"}>
        ${wrong ? this.#failures(wrong, problems) : ""}
        ${estimate ? estimateView(estimate) : ""}
        ${grid && !estimate ? html`<p>${gridLine(grid)}.</p>` : ""}
        ${running ? html`<p class="muted">${trying ? html`Measuring ${trying}…` : "Checking…"}</p>` : ""}
      </div>`;
  }

  #failures(wrong, problems) {
    return html`
      <div class="notice error" role="alert">
        ${problems.length === 0
          ? html`<p>${wrong}</p>`
          : html`<ul class="problems">${problems.map((problem) => html`<li>${this.#problem(problem)}</li>`)}</ul>`}
      </div>`;
  }

  #problem({ line, path: at, sentence }) {
    const id = fieldId(at);
    const go = (event) => {
      const place = this.querySelector(`#${CSS.escape(id)}`);
      event.preventDefault();
      place?.closest("details")?.setAttribute("open", "");
      place?.focus();
    };
    const place = html`${line ? `line ${line}` : ""}${line && at ? ", " : ""}${at ? html`<code>${at}</code>` : ""}`;
    return html`${at ? html`<a href="#${id}" @click=${go}>${place}</a>` : place}${line || at ? ": " : ""}${inline(sentence)}`;
  }
}

customElements.define("gauntlet-start", Start);
