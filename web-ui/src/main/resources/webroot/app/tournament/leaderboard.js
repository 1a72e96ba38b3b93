import { html } from "lit";
import { count, percent } from "../format.js";
import { intervalBar, shareBar } from "../parts/bars.js";
import { scrolling } from "../parts/table.js";
import { cellHref } from "../threat-model.js";

/** The ranking of defenders: the worst case, sample by sample, over all attacks of the threat model. */
export function leaderboard(tournament, board) {
  return scrolling("Leaderboard of defenders", html`
    <table class="leaderboard">
      <caption>
        Defenders, by robust accuracy: the share of all ${count(board.samples)} samples that survive every attack
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">Rank</th>
          <th scope="col">Defender</th>
          <th scope="col">Robust accuracy</th>
          <th scope="col" class="number">Clean accuracy</th>
          <th scope="col">Worst attack</th>
          <th scope="col" class="number">Forfeited</th>
        </tr>
      </thead>
      <tbody>${board.defenders.map((standing) => row(tournament, board, standing))}</tbody>
    </table>`);
}

function row(tournament, { threatModel, samples }, standing) {
  const { rank, defender, robustAccuracy, lower, upper, worstAttack, forfeited } = standing;
  return html`
    <tr>
      <td class="number rank">${rank ?? html`<span class="muted">undecided</span>`}</td>
      <th scope="row">${defender}</th>
      <td class="bar-cell">
        ${robustAccuracy === null ? intervalBar(lower, upper, samples) : shareBar(robustAccuracy, samples)}
      </td>
      <td class="number">${percent(standing.cleanAccuracy, samples)}</td>
      <td>${worstAttack
        ? html`<a href=${cellHref(tournament, worstAttack, defender, threatModel)}>${worstAttack}</a>`
        : "–"}</td>
      <td class="number">${forfeited === 0 ? html`<span class="muted">0</span>` : forfeited}</td>
    </tr>`;
}
