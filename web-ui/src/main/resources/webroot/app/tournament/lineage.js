import { html } from "lit";
import { plural } from "../format.js";
import { scrolling } from "../parts/table.js";

/** Who came of whom over the rounds of a tournament, and how; nothing where nobody changed. */
export function lineage(players, descents) {
  return descents.length === 0 ? "" : html`
    <h3>Who came of whom</h3>
    ${scrolling("Who came of whom", html`
      <table class="lineage">
        <caption>
          After a round defenders learn from stored examples that beat them or those before them, and attackers take the
          configuration that breaks most; both from samples of the attackers' split, never from those that are judged.
        </caption>
        <thead>
          <tr>
            <th scope="col" class="number">From round</th>
            <th scope="col">Plays</th>
            <th scope="col">Instead of</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>${descents.map((descent) => html`
          <tr>
            <td class="number">${descent.round}</td>
            <th scope="row">${descent.training
              ? html`<a href="/events?stream=training-${descent.training}">${descent.label}</a>`
              : descent.label}</th>
            <td>${descent.from}</td>
            <td>${descent.kind === "defense" ? learned(descent) : chosen(players, descent)}</td>
          </tr>`)}
        </tbody>
      </table>`)}`;
}

function learned({ examples, broke, from }) {
  const beaten = `the attackers had beaten ${from} ${plural(broke, "time")}`;
  return examples === null
    ? `it learned from stored examples that are kept no longer: ${beaten}`
    : `it learned from ${plural(examples, "stored example")}: ${beaten}`;
}

function chosen(players, { from, label, broke }) {
  const params = (name) => players.find((player) => player.kind === "attack" && player.label === name)?.params ?? {};
  const before = params(from);
  const changed = Object.entries(params(label))
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
    .map(([name, value]) => `${name} ${text(value)} instead of ${text(before[name])}`);
  return `with ${changed.join(", ") || "this configuration"} it took most: ${plural(broke, "sample")}, counted for each defender`;
}

function text(value) {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
