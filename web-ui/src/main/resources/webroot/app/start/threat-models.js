import { html } from "lit";
import { count } from "../format.js";
import { field, pathOf } from "./field.js";
import { itemsOf } from "./schema.js";

const LIMITS = {
  values: { words: "the size of the perturbation, in a norm", begin: { norm: "linf", epsilon: 0.3 } },
  pose: { words: "the pose: angle and shift", begin: { rotation: 30, translation: 3 } },
};

/** What the attackers may do: limits of values or of poses. */
export function threatModels(form) {
  const list = "threat-models";
  const [values, pose] = itemsOf(form.schema, list).anyOf;
  return html`
    ${form.problems(list).map((sentence) => html`<p class="problem">${sentence}</p>`)}
    <ol class="players">
      ${form.list([list]).map((model, i) => html`<li>${one(form, [list, i], model, { values, pose })}</li>`)}
    </ol>
    <button type="button" class="add" @click=${() => form.add([list], LIMITS.values.begin)}>Add threat model</button>`;
}

function one(form, place, model, schemas) {
  const limited = model?.rotation !== undefined || model?.translation !== undefined ? "pose" : "values";
  const schema = schemas[limited];
  const required = new Set(schema.required);
  const number = place[1] + 1;
  const id = `limits-${number}`;
  return html`
    <fieldset class="player">
      <legend>threat model ${count(number)}</legend>
      ${form.problems(pathOf(place)).map((sentence) => html`<p class="problem">${sentence}</p>`)}
      <div class="field wide">
        <label for=${id}>limits</label>
        <select id=${id} @change=${({ target }) => form.change(place, LIMITS[target.value].begin)}>
          ${Object.entries(LIMITS).map(([kind, { words }]) => html`
            <option value=${kind} ?selected=${kind === limited}>${words}</option>`)}
        </select>
      </div>
      <div class="fields">
        ${Object.entries(schema.properties).map(([name, property]) =>
          field(form, [...place, name], { name, property, required: required.has(name) }))}
      </div>
      <p class="actions"><button type="button" @click=${() => form.change(place, undefined)}
        ><span>Remove</span><span class="visually-hidden"> threat model ${number}</span></button></p>
    </fieldset>`;
}
