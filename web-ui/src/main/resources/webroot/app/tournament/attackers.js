import { html } from "lit";
import { count, mean } from "../format.js";
import { shareBar } from "../parts/bars.js";
import { interval } from "../parts/interval.js";
import { rank, tieNote } from "../parts/rank.js";
import { scrolling } from "../parts/table.js";
import { flagSign } from "./flags.js";

/** The ranking of attackers over all defenders. */
export function attackers(board) {
  return scrolling("Ranking of attackers", html`
    <table class="leaderboard">
      <caption>${board.mode === "verdict"
        ? html`Attackers, in the order of play: the share of rightly answered samples that they broke, of those left to
            them. An attack is not given what those before it broke, so attacks are not ranked, and nobody knows what only
            one of them would have broken; mode matrix tells both.`
        : html`Attackers, by the share of rightly answered samples that they broke, over all defenders.
            ${tieNote(board.attackers)}`}</caption>
      <thead>
        <tr>
          <th scope="col" class="number">Rank</th>
          <th scope="col">Attacker</th>
          <th scope="col">Success</th>
          <th scope="col" class="number">Only it broke</th>
          <th scope="col" class="number">Queries per sample</th>
          <th scope="col" class="number">Gradients per sample</th>
        </tr>
      </thead>
      <tbody>${board.attackers.map((standing) => row(standing, board.samples, harmless(board, standing)))}</tbody>
    </table>`);
}

function row(standing, samples, flags) {
  return html`
    <tr>
      <td class="number rank">${flags.length > 0 ? html`<span class="muted">no standing</span>` : rank(standing)}</td>
      <th scope="row">${standing.attacker} ${flagSign(flags)}</th>
      <td class="bar-cell attack">
        ${standing.success === null
          ? html`<span class="muted">no verdict yet</span>`
          : shareBar(standing.success, samples)}
        ${interval(standing.successInterval)}
      </td>
      <td class="number">${standing.exclusive === null ? "–" : count(standing.exclusive)}</td>
      <td class="number">${mean(standing.meanQueries)}</td>
      <td class="number">${mean(standing.meanGradients)}</td>
    </tr>`;
}

/** The flags that cost an attacker its standing. */
function harmless({ flags }, { attacker }) {
  return flags.filter((flag) => flag.check === "harmless-attack" && flag.attacker === attacker);
}
