import { html } from "lit";
import { scrolling } from "./table.js";

/** The parameters of a plug-in, from their JSON Schema. */
export function parameters(schema) {
  const properties = Object.entries(schema?.properties ?? {});
  if (properties.length === 0) {
    return html`<p>It takes no parameters.</p>`;
  }
  const required = new Set(schema.required ?? []);
  return scrolling("Parameters", html`
    <table>
      <caption class="visually-hidden">Parameters</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Meaning</th>
          <th scope="col">Default</th>
          <th scope="col">Allowed</th>
        </tr>
      </thead>
      <tbody>${properties.map(([name, property]) => html`
        <tr>
          <th scope="row"><code>${name}</code></th>
          <td>${property.description ?? ""}</td>
          <td>${required.has(name) ? html`<em>must be given</em>` : html`<code>${written(property.default)}</code>`}</td>
          <td>${allowed(property)}</td>
        </tr>`)}
      </tbody>
    </table>`);
}

function written(value) {
  return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}

function allowed(property) {
  if (property.enum) {
    return property.enum.join(", ");
  }
  if (property.type === "array") {
    return `list of ${allowed(property.items ?? {})}`;
  }
  const [least, most] = [property.minimum ?? property.minLength, property.maximum ?? property.maxLength];
  return [property.type, range(least, most)].filter(Boolean).join(" ");
}

function range(least, most) {
  if (least !== undefined && most !== undefined) {
    return `from ${least} to ${most}`;
  }
  if (least !== undefined) {
    return `at least ${least}`;
  }
  return most === undefined ? "" : `at most ${most}`;
}
