import { html } from "lit";
import { field, parameterFields } from "./field.js";
import { players } from "./players.js";
import { asObject, plugins } from "./schema.js";
import { threatModels } from "./threat-models.js";

/** What most people begin with, where it is at hand. */
const USUAL = ["pgd", "none", "mnist", "small-cnn", "rotate"];

/** The usual one of these ids, or the first. */
export function usual(ids) {
  return USUAL.find((id) => ids.includes(id)) ?? ids[0];
}

/** A short spec to begin with, of what is at hand. */
export function firstSpec(schema) {
  const { properties } = schema;
  const of = (list, key) => usual(plugins(properties[list].items, key).map(([id]) => id));
  return {
    name: "first",
    "data-set": usual(asObject(properties["data-set"]).properties.id.enum ?? []),
    samples: 100,
    architecture: usual(properties.architecture.enum ?? []),
    defenders: [{ defense: of("defenders", "defense") }],
    attackers: [{ attack: of("attackers", "attack") }],
    "threat-models": [{ norm: "linf", epsilon: 0.3 }],
  };
}

/** The form of a spec, as its schema tells. */
export function specForm(form) {
  const { properties, required } = form.schema;
  const one = (name) => field(form, [name], { name, property: properties[name], required: required.includes(name) });
  const first = (known) => usual([...known.keys()]);
  return html`
    <section aria-labelledby="part-what">
      <h2 id="part-what">What is played</h2>
      <div class="fields">
        ${one("name")}
        ${dataSet(form, asObject(properties["data-set"]))}
        ${field(form, ["samples"], {
          name: "samples",
          property: { description: "A number, such as 100 for the first 100 of the test split, or ranges such as 0-499, 700-899." },
          required: true,
        })}
        ${one("architecture")}
        ${one("seed")}
      </div>
    </section>
    <section aria-labelledby="part-defenders">
      <h2 id="part-defenders">Defenders</h2>
      ${players(form, "defenders", {
        key: "defense",
        one: "defender",
        usual: first,
        more: rounds(form) ? ["architecture", "adapts"] : ["architecture"],
      })}
    </section>
    <section aria-labelledby="part-attackers">
      <h2 id="part-attackers">Attackers</h2>
      ${players(form, "attackers", { key: "attack", one: "attacker", usual: first })}
    </section>
    <section aria-labelledby="part-threat-models">
      <h2 id="part-threat-models">Threat models</h2>
      ${threatModels(form)}
    </section>
    <section aria-labelledby="part-how">
      <h2 id="part-how">How it is played</h2>
      <div class="fields">${["mode", "rounds", "canaries"].map(one)}</div>
      <details ?open=${["slice", "time-limits", "on-crash", "early-stop", "material"].some((name) => form.within(name))}>
        <summary>More: limits, slices, crashes, early stop</summary>
        <div class="fields">
          ${["slice", "material", "on-crash", "early-stop", ...(rounds(form) ? ["warm-starts"] : [])].map(one)}
          ${parameterFields(form, ["time-limits"], properties["time-limits"])}
        </div>
      </details>
    </section>
    <section aria-labelledby="part-transformations">
      <h2 id="part-transformations">Transformations</h2>
      <p class="hint">Under which the adversarial examples are looked at too; none are needed.</p>
      ${players(form, "transformations", { key: "transformation", one: "transformation", usual: first })}
    </section>`;
}

function rounds(form) {
  return Number(form.at(["rounds"]) ?? 1) > 1;
}

/** An id alone, or a mapping where it has parameters. */
function dataSet(form, schema) {
  const given = form.at(["data-set"]);
  const id = typeof given === "object" ? given.id : given;
  const parameters = new Map(plugins(schema, "id")).get(id);
  const place = typeof given === "object" ? ["data-set", "id"] : ["data-set"];
  const choosing = {
    at: () => id,
    problems: (path) => [...form.problems("data-set"), ...(path === "data-set" ? [] : form.problems(path))],
    change: (at, value) => form.change(["data-set"], value),
  };
  const within = {
    ...form.bound(),
    change: (at, value) => form.changes([...(typeof given === "object" ? [] : [[["data-set"], { id }]]), [at, value]]),
  };
  return html`
    ${field(choosing, place, { name: "data-set", property: { ...schema.properties.id, description: parameters?.description },
      required: true })}
    ${parameters ? parameterFields(within, ["data-set", "params"], parameters) : ""}`;
}
