import { html } from "lit";
import { scrolling } from "../parts/table.js";
import { properties, typeWords } from "./schema.js";
import { inline, prose } from "../parts/words.js";

/** All operations of a document, with what they inherit from their paths. */
export function operations(document) {
  return Object.entries(document.paths).flatMap(([path, item]) => ["get", "post"]
    .filter((method) => item[method])
    .map((method) => ({
      ...item[method],
      method: method.toUpperCase(),
      path,
      id: `${method}${path.replaceAll(/[^A-Za-z]+/g, "-")}`,
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((one) => resolved(document, one)),
      requestBody: item[method].requestBody && resolved(document, item[method].requestBody),
      responses: Object.entries(item[method].responses)
        .filter(([status]) => status !== "default")
        .map(([status, response]) => ({ status, ...resolved(document, response) })),
    })));
}

/** What a reference names, or the thing itself. */
function resolved(document, one) {
  return one.$ref ? one.$ref.slice(2).split("/").reduce((at, name) => at[name], document) : one;
}

/** One operation: how it is asked for, and what it answers. */
export function operation(root, one) {
  return html`
    <section class="operation" aria-labelledby=${one.id}>
      <h3 id=${one.id}><span class="method">${one.method}</span> <code>${root}${one.path}</code></h3>
      <p>${one.summary}.</p>
      ${prose(one.description)}
      ${one.parameters.length === 0 ? "" : parameters(one)}
      ${one.requestBody ? body(one) : ""}
      ${one.responses.map((response) => answer(one, response))}
    </section>`;
}

function parameters({ method, path, parameters: given }) {
  const label = `Parameters of ${method} ${path}`;
  return scrolling(label, html`
    <table class="catalogue">
      <caption class="visually-hidden">${label}</caption>
      <thead>
        <tr>
          <th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>${given.map((one) => html`
        <tr>
          <th scope="row"><code>${one.name}</code></th>
          <td>${one.in}</td>
          <td>${typeWords(one.schema)}${one.schema.default === undefined
            ? "" : html` <small>default ${one.schema.default}</small>`}</td>
          <td>${inline(one.description)}</td>
        </tr>`)}
      </tbody>
    </table>`);
}

function body({ method, path, requestBody }) {
  const types = Object.keys(requestBody.content);
  const [schema] = Object.values(requestBody.content).map((content) => content.schema);
  return html`
    <p><strong>Body${requestBody.required ? "" : ", which may be missing"}:</strong> ${types.join(" or ")}</p>
    ${schema ? properties(`Body of ${method} ${path}`, schema) : ""}`;
}

function answer({ method, path }, { status, description, content }) {
  const [[type, { schema }]] = Object.entries(content);
  return html`
    <p><strong>${status}:</strong> ${inline(description)} <small>${type}</small>
      ${schema?.$ref ? html`${typeWords(schema)}` : ""}</p>
    ${schema ? properties(`Answer ${status} of ${method} ${path}`, schema) : ""}`;
}
