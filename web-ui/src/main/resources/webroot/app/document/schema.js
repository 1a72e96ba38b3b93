import { html } from "lit";
import { scrolling } from "../parts/table.js";
import { inline } from "../parts/words.js";

const RECORDS = "#/components/schemas/";

/** The id of a record's place in the document. */
export const recordId = (name) => `record-${name}`;

/** What a value is, in words; records are links to where they are described. */
export function typeWords(schema) {
  if (schema.$ref) {
    const name = schema.$ref.slice(RECORDS.length);
    return html`<a href="#${recordId(name)}">${name}</a>`;
  }
  if (schema.oneOf) {
    return schema.oneOf.map((one, i) => html`${i > 0 ? " or " : ""}${typeWords(one)}`);
  }
  const types = [schema.type ?? "anything"].flat();
  return types.map((type, i) => html`${i > 0 ? " or " : ""}${one(type, schema)}`);
}

function one(type, schema) {
  if (type === "array") {
    return html`list of ${typeWords(schema.items ?? {})}`;
  }
  if (type === "object" && schema.additionalProperties) {
    return html`map of ${typeWords(schema.additionalProperties)}`;
  }
  if (type === "string" && schema.enum) {
    return schema.enum.join(", ");
  }
  return [schema.format ?? type, limits(schema)].filter(Boolean).join(" ");
}

function limits({ minimum, maximum, maxLength }) {
  if (maxLength !== undefined) {
    return `of at most ${maxLength} characters`;
  }
  if (minimum !== undefined && maximum !== undefined) {
    return `from ${minimum} to ${maximum}`;
  }
  return minimum === undefined ? "" : `from ${minimum}`;
}

/** The properties of an object, those of objects written into it below their own; nothing where it names none. */
export function properties(label, schema) {
  const rows = described(schema);
  const explained = rows.some(({ property }) => property.description);
  return rows.length === 0 ? "" : scrolling(label, html`
    <table class=${explained ? "catalogue" : ""}>
      <caption class="visually-hidden">${label}</caption>
      <thead>
        <tr><th scope="col">Name</th><th scope="col">Type</th>${explained ? html`<th scope="col">Meaning</th>` : ""}</tr>
      </thead>
      <tbody>${rows.map(({ name, property, optional }) => html`
        <tr>
          <th scope="row"><code>${name}</code></th>
          <td>${typeWords(property)}${optional ? html` <small>may be missing</small>` : ""}</td>
          ${explained ? html`<td>${inline(property.description)}</td>` : ""}
        </tr>`)}
      </tbody>
    </table>`);
}

function described(schema, before = "") {
  const inner = objectIn(schema);
  const required = new Set(inner?.required ?? []);
  return Object.entries(inner?.properties ?? {}).flatMap(([name, property]) => [
    { name: before + name, property, optional: !required.has(name) },
    ...described(property, `${before}${name}${isList(property) ? "[]" : ""}.`),
  ]);
}

/** The object that a value is, holds as its elements, or is unless it is null. */
function objectIn(schema = {}) {
  if (schema.properties) {
    return schema;
  }
  if (schema.oneOf) {
    return schema.oneOf.find((option) => option.properties);
  }
  return isList(schema) ? objectIn(schema.items) : undefined;
}

function isList({ type }) {
  return [type].flat().includes("array");
}
