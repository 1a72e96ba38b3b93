import { html } from "lit";
import { percent } from "../format.js";
import { scrolling } from "../parts/table.js";
import { cellHref } from "../threat-model.js";

/** How many of the adversarial examples still win after a transformation of the image; nothing without any. */
export function survival(tournament, board) {
  const cells = board.cells.filter((cell) => Object.keys(cell.survives).length > 0);
  const transformations = [...new Set(cells.flatMap((cell) => Object.keys(cell.survives)))].sort();
  if (cells.length === 0) {
    return "";
  }
  return html`
    <h3>Survival under transformations</h3>
    ${scrolling("Survival under transformations", html`
      <table>
        <caption>The share of adversarial examples that still win after the image was transformed</caption>
        <thead>
          <tr>
            <th scope="col">Attacker against defender</th>
            ${transformations.map((name) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>${cells.map((cell) => html`
          <tr>
            <th scope="row"><a href=${cellHref(tournament, cell.attacker, cell.defender, board.threatModel)}
              >${cell.attacker} against ${cell.defender}</a></th>
            ${transformations.map((name) => html`<td class="number">${percent(cell.survives[name])}</td>`)}
          </tr>`)}
        </tbody>
      </table>`)}`;
}
