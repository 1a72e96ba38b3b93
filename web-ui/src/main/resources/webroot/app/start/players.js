import { html } from "lit";
import { count } from "../format.js";
import { field, fieldId, parameterFields, pathOf } from "./field.js";
import { itemsOf, plugins } from "./schema.js";

/** A part of a player beside its plug-in, which only some have: shown once it is there. */
const OTHER = ["choices", "against", "model", "architecture", "adapts"];

/** A list of players: which plug-ins, with which parameters, and one more. */
export function players(form, list, { key, one, usual, more = [] }) {
  const items = itemsOf(form.schema, list);
  const known = new Map(plugins(items, key));
  const given = form.list([list]);
  return html`
    ${form.problems(list).map((sentence) => html`<p class="problem">${sentence}</p>`)}
    <ol class="players">
      ${given.map((player, i) => html`<li>${item(form, [list, i], { key, one, items, known, more, player })}</li>`)}
    </ol>
    <button type="button" class="add" @click=${() => form.add([list], { [key]: usual(known) })}>Add ${one}</button>`;
}

function item(form, place, { key, one, items, known, more, player }) {
  const { properties } = items;
  const number = place[1] + 1;
  const layers = Array.isArray(player?.[key]);
  const own = form.problems(pathOf(place));
  return html`
    <fieldset class="player">
      <legend>${one} ${count(number)}</legend>
      ${own.map((sentence) => html`<p class="problem">${sentence}</p>`)}
      ${layers
        ? player[key].map((layer, i) => layerOf(form, [...place, key, i], { key, known, layer, first: i === 0 }))
        : plugin(form, place, { key, known, id: player?.[key] })}
      <div class="fields">
        ${field(form, [...place, "label"], { name: "label", property: properties.label })}
        ${[...more, ...OTHER].filter((name, i, all) => all.indexOf(name) === i)
          .filter((name) => properties[name] && (more.includes(name) || player?.[name] !== undefined))
          .map((name) => field(form, [...place, name], { name, property: properties[name] }))}
      </div>
      <p class="actions">
        ${key === "defense" ? html`<button type="button" @click=${() => wrap(form, place, key, player, known)}
          >Put a defense around it</button>` : ""}
        <button type="button" @click=${() => form.change(place, undefined)}
          ><span>Remove</span><span class="visually-hidden"> ${one} ${number}</span></button>
      </p>
    </fieldset>`;
}

/** The choice of a plug-in and its parameters, where a mapping names it. */
function plugin(form, place, { key, known, id }) {
  const schema = known.get(id);
  const property = { enum: [...known.keys()], description: schema?.description };
  const names = Object.keys(schema?.properties ?? {});
  const path = pathOf([...place, "params"]);
  const chosen = Object.keys(form.at([...place, "params"]) ?? {}).length;
  const wrong = form.within(path);
  return html`
    ${field(choosing(form, place), [...place, key], { name: key, property, required: true, wide: true })}
    ${names.length === 0 ? "" : html`
      <details ?open=${wrong || (schema.required ?? []).length > 0}>
        <summary id=${fieldId(path)}>Parameters: ${chosen === 0 ? "all by default" : `${count(chosen)} of ${
          count(names.length)} given`}</summary>
        ${form.problems(path).map((sentence) => html`<p class="problem">${sentence}</p>`)}
        <div class="fields">${parameterFields(form, [...place, "params"], schema)}</div>
      </details>`}`;
}

/** Another plug-in has other parameters. */
function choosing(form, place) {
  return {
    at: (at) => form.at(at),
    problems: (path) => form.problems(path),
    change: (at, value) => form.changes([[[...place, "params"], undefined], [[...place, "choices"], undefined], [at, value]]),
  };
}

/** One of several defenses around one another: an id alone, or a mapping with parameters. */
function layerOf(form, place, { key, known, layer, first }) {
  const id = typeof layer === "string" ? layer : layer?.[key];
  const within = {
    ...form.bound(),
    at: (at) => (typeof layer === "string" && at.length === place.length + 1 ? layer : form.at(at)),
    changes: (all) => form.changes([[place, { [key]: id }], ...all]),
    change: (at, value) => (typeof layer === "string"
      ? form.changes([[place, { [key]: id }], [at, value]])
      : form.change(at, value)),
  };
  return html`
    <div class="layer">
      ${first ? "" : html`<p class="actions around"><span>around it:</span>
        <button type="button" @click=${() => form.change(place, undefined)}>Take ${id} away</button></p>`}
      ${form.problems(pathOf(place)).map((sentence) => html`<p class="problem">${sentence}</p>`)}
      ${plugin(within, place, { key, known, id })}
    </div>`;
}

/** A defender's one defense becomes the innermost of several. */
function wrap(form, place, key, player, known) {
  const outer = [...known.keys()][0];
  if (Array.isArray(player[key])) {
    form.add([...place, key], outer);
    return;
  }
  const inner = player.params === undefined ? player[key] : { [key]: player[key], params: player.params };
  form.changes([[[...place, "params"], undefined], [[...place, key], [inner, outer]]]);
}
