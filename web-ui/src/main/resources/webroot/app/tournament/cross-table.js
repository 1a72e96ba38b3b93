import { html } from "lit";
import { count, distance, percent, percents } from "../format.js";
import { scrolling } from "../parts/table.js";
import { cellHref, normSign } from "../threat-model.js";
import { flagsOf, flagSign } from "./flags.js";

const WORDS = {
  "not-played": "not played",
  "partly-played": "partly",
  "partly-known": "partly known",
  skipped: "skipped",
  forfeited: "forfeited",
};
const REVOKED = "revoked: ";
const LONGEST = 40;

/** Defender x attacker as a heat map; the numbers and words carry all that the colours say. */
export function crossTable(tournament, board) {
  const attackers = [...new Set(board.cells.map((cell) => cell.attacker))];
  const notes = board.cells.filter((cell) => cell.reason);
  return html`
    ${scrolling("Cross table", html`
      <table class="heat">
        <caption>
          ${inTurn(board)
            ? html`Robust accuracy of each defender against each attack, of the samples that the attacks before it left;
                below it how many these were`
            : html`Robust accuracy of each defender against each attack; below it, where the attack wins at least half of
                the samples right when clean, the median distance (${normSign(board.threatModel)})`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Defender</th>
            ${attackers.map((attacker) => html`<th scope="col">${attacker}</th>`)}
            <th scope="col">all attacks</th>
          </tr>
        </thead>
        <tbody>${board.defenders.map((standing) => row(tournament, board, standing, attackers, notes))}</tbody>
      </table>`)}
    <p class="legend" aria-hidden="true"><span>0 %</span><span class="ramp"></span><span>100 % robust</span></p>
    ${notes.length === 0 ? "" : html`
      <ol class="notes" aria-label="Why results are missing">${notes.map((cell) => html`
        <li>${cell.attacker} against ${cell.defender}: ${revoked(cell) ? "" : `${WORDS[cell.state] ?? cell.state}. `}
          ${cell.reason}</li>`)}
      </ol>`}`;
}

function row(tournament, board, standing, attackers, notes) {
  const cells = new Map(board.cells
    .filter((cell) => cell.defender === standing.defender)
    .map((cell) => [cell.attacker, cell]));
  return html`
    <tr>
      <th scope="row">${standing.defender}</th>
      ${attackers.map((attacker) => one(tournament, board, cells.get(attacker), notes))}
      ${worstCase(standing, board.samples)}
    </tr>`;
}

function one(tournament, board, cell, notes) {
  if (!cell) {
    return html`<td class="none">–</td>`;
  }
  const state = cell.state;
  const href = cellHref(tournament, cell.attacker, cell.defender, board.threatModel);
  const note = notes.indexOf(cell) + 1;
  return html`
    <td data-state=${state} title=${cell.reason ?? within(cell.robustInterval)} style=${heat(cell.robustAccuracy)}>
      <a href=${href}>
        <span class="visually-hidden">${cell.attacker} against ${cell.defender}: </span>
        <span class="main">${cell.robustAccuracy === null
          ? (revoked(cell) ? "–" : cell.spared > 0 && state === "played" ? "nothing left" : WORDS[state] ?? "–")
          : percent(cell.robustAccuracy, cell.spared > 0 ? cell.samples : board.samples)}${flagSign(flagsOf(board, cell.defender, cell.attacker))}</span>
        <span class="more">${more(cell, state, board.samples)}${note ? html`<sup>${note}</sup>` : ""}</span>
      </a>
    </td>`;
}

/** Where the cell's share lies, for whoever points at it. */
function within(interval) {
  return interval ? `95 % interval: ${percents(interval.low, interval.high)}` : "";
}

/** Whether each attack was given only what those before it had left. */
function inTurn({ mode }) {
  return mode === "verdict";
}

/** Whether results of it no longer count; the reason then begins with that word. */
function revoked(cell) {
  return cell.reason?.startsWith(REVOKED) ?? false;
}

function more(cell, state, samples) {
  if (revoked(cell)) {
    return cell.reason.length > LONGEST ? `${cell.reason.slice(0, LONGEST - 1)}…` : cell.reason;
  }
  if (state === "played" && cell.spared > 0) {
    return `of ${count(cell.samples)} left`;
  }
  if (state === "played") {
    return cell.medianDistance === null ? "" : distance(cell.medianDistance);
  }
  return cell.robustAccuracy === null ? "" : `${WORDS[state]} ${count(cell.samples)}/${count(samples)}`;
}

function worstCase({ robustAccuracy, lower, upper }, samples) {
  return robustAccuracy === null
    ? html`<td class="worst open"><span class="main">${percents(lower, upper, samples)}</span>
        <span class="more">undecided</span></td>`
    : html`<td class="worst" style=${heat(robustAccuracy)}><span class="main">${percent(robustAccuracy, samples)}</span>
        <span class="more">worst case</span></td>`;
}

function heat(share) {
  return share === null ? "" : `--heat:${(100 * share).toFixed(1)}%`;
}
