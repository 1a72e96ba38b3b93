import { html } from "lit";
import { count } from "../format.js";
import { scrolling } from "../parts/table.js";

/** What became of the canaries that were added to a tournament; nothing where none were. */
export function canaries({ canaries: table }) {
  if (!table) {
    return "";
  }
  return html`
    <h3>Canaries</h3>
    ${scrolling("Canaries", html`
      <table class="canaries">
        <caption>Players that are known to be weak, on ${count(table.samples)} samples; counted in no other
          table</caption>
        <thead>
          <tr>
            <th scope="col">Canary</th>
            <th scope="col">What it is</th>
            <th scope="col" class="number">Samples</th>
            <th scope="col" class="number">Broken</th>
          </tr>
        </thead>
        <tbody>
          ${table.defenders.map((line) => row(line, line.plain ? "plain network" : "defense known to be broken"))}
          ${table.attackers.map((line) => row(line, "weak attack: broke"))}
        </tbody>
      </table>`)}`;
}

function row({ label, judged, broken, over, reason }, what) {
  return html`
    <tr>
      <th scope="row">${label}</th>
      <td>${what}${reason ? html` <span class="reason">${reason}</span>` : ""}</td>
      <td class="number">${count(judged)}${over ? "" : " so far"}</td>
      <td class="number">${judged === 0 ? "–" : count(broken)}</td>
    </tr>`;
}
