import { html } from "lit";
import { count, distance, percent } from "../format.js";
import { intervalBar, shareBar } from "../parts/bars.js";
import { interval } from "../parts/interval.js";
import { rank, tieNote } from "../parts/rank.js";
import { scrolling } from "../parts/table.js";
import { cellHref, normSign } from "../threat-model.js";
import { flagsOf, flagSign } from "./flags.js";

/** The ranking of defenders: the worst case, sample by sample, over all attacks of the threat model. */
export function leaderboard(tournament, board) {
  return scrolling("Leaderboard of defenders", html`
    <table class="leaderboard">
      <caption>
        Defenders, by robust accuracy: the share of all ${count(board.samples)} samples that survive every attack.
        In small print where shares lie with 95 % confidence. ${tieNote(board.defenders)}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">Rank</th>
          <th scope="col">Defender</th>
          <th scope="col">Robust accuracy</th>
          <th scope="col" class="number">Clean accuracy</th>
          <th scope="col">Worst attack</th>
          <th scope="col" class="number">Median distance (${normSign(board.threatModel)})</th>
          <th scope="col" class="number">Forfeited</th>
        </tr>
      </thead>
      <tbody>${board.defenders.map((standing) => row(tournament, board, standing))}</tbody>
    </table>`);
}

function row(tournament, board, standing) {
  const { threatModel, samples } = board;
  const { defender, robustAccuracy, lower, upper, worstAttack, forfeited } = standing;
  return html`
    <tr>
      <td class="number rank">${rank(standing)}</td>
      <th scope="row">${defender} ${flagSign(flagsOf(board, defender))}</th>
      <td class="bar-cell">
        ${robustAccuracy === null ? intervalBar(lower, upper, samples) : shareBar(robustAccuracy, samples)}
        ${interval(standing.robustInterval)}
      </td>
      <td class="number">${percent(standing.cleanAccuracy, samples)} ${interval(standing.cleanInterval)}</td>
      <td>${worstAttack
        ? html`<a href=${cellHref(tournament, worstAttack, defender, threatModel)}>${worstAttack}</a>`
        : "–"}</td>
      <td class="number">${distance(standing.medianDistance)}</td>
      <td class="number">${forfeited === 0 ? html`<span class="muted">0</span>` : forfeited}</td>
    </tr>`;
}
