import { html, nothing } from "lit";
import { live as asShown } from "lit/directives/live.js";
import { hint, kindOf, same, written } from "./schema.js";
import { fromLine, inLine } from "./spec-document.js";

/** A place as the server names it in its sentences, such as `attackers[0].params.steps`. */
export function pathOf(place) {
  return place.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("");
}

/** The id of the field at a path. */
export function fieldId(path) {
  return `field-${path.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
}

/**
 * A field for a value of the spec.
 *
 * `form` gives the value at a place (`at`), the sentences about it (`problems`) and takes another (`change`); what is so
 * by default is not written into the spec.
 */
export function field(form, place, { name, property, required = false, wide = false }) {
  const path = pathOf(place);
  const id = fieldId(path);
  const problems = form.problems(path);
  const kind = kindOf(property);
  const about = {
    id,
    kind,
    property,
    required,
    given: form.at(place),
    wrong: problems.length > 0,
    change: (value) => form.change(place, value),
  };
  const limits = hint(property, required);
  return html`
    <div class="field ${wide || kind === "other" || kind === "list" ? "wide" : ""} ${kind}">
      <label for=${id}>${name}</label>
      ${input(about)}
      <p class="hint" id="${id}-hint">${property.description ?? ""}${limits && property.description ? " — " : ""}${limits
        ? html`<span class="limits">${limits}</span>`
        : ""}</p>
      ${problems.map((sentence) => html`<p class="problem" id="${id}-problem">${sentence}</p>`)}
    </div>`;
}

function input(about) {
  if (about.kind === "boolean") {
    return checkbox(about);
  }
  return about.kind === "choice" ? select(about) : text(about);
}

function described({ id, wrong }) {
  return wrong ? `${id}-problem ${id}-hint` : `${id}-hint`;
}

function checkbox(about) {
  const { id, property, given, wrong, change } = about;
  const usual = property.default ?? false;
  return html`<input type="checkbox" id=${id} aria-describedby=${described(about)}
    aria-invalid=${wrong ? "true" : nothing} .checked=${asShown((given ?? usual) === true)}
    @change=${({ target }) => change(target.checked === usual ? undefined : target.checked)}>`;
}

function select(about) {
  const { id, property, required, given, wrong, change } = about;
  const chosen = String(given ?? property.default ?? "");
  const unknown = chosen !== "" && !property.enum.map(String).includes(chosen);
  return html`
    <select id=${id} aria-describedby=${described(about)} aria-invalid=${wrong ? "true" : nothing}
      @change=${({ target }) => change(usual(target.value, property) ? undefined : target.value)}>
      ${property.default === undefined
        ? html`<option value="" ?selected=${chosen === ""}>${required ? "choose" : "not given"}</option>`
        : ""}
      ${unknown ? html`<option value=${chosen} selected>${chosen} (unknown)</option>` : ""}
      ${property.enum.map((one) => html`<option value=${one} ?selected=${String(one) === chosen}
        >${one}${one === property.default ? " (default)" : ""}</option>`)}
    </select>`;
}

function usual(value, property) {
  return value === "" || value === String(property.default ?? "");
}

function text(about) {
  const { id, kind, property, given, wrong, change } = about;
  const shown = given === undefined ? "" : asTyped(given, kind);
  return html`<input type="text" id=${id} autocomplete="off" spellcheck="false" aria-describedby=${described(about)}
    inputmode=${property.type === "number" ? "decimal" : nothing} aria-invalid=${wrong ? "true" : nothing}
    placeholder=${property.default === undefined ? "" : written(property.default)} .value=${asShown(shown)}
    @change=${({ target }) => change(typed(target.value.trim(), kind, property))}>`;
}

function asTyped(value, kind) {
  if (kind === "list" && Array.isArray(value)) {
    return value.join(", ");
  }
  return typeof value === "object" || kind === "other" ? inLine(value) : String(value);
}

function typed(text, kind, property) {
  if (text === "") {
    return undefined;
  }
  let value = text;
  if (kind === "number" || kind === "other") {
    value = fromLine(text);
  } else if (kind === "list") {
    value = fromLine(/^\[.*\]$/.test(text) ? text : `[${text}]`);
  }
  return same(value, property.default) ? undefined : value;
}

/** Fields for all properties of a schema of parameters. */
export function parameterFields(form, place, schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    field(form, [...place, name], { name: html`<code>${name}</code>`, property, required: required.has(name) }));
}
