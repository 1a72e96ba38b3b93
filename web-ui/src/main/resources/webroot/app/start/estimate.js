import { html } from "lit";
import { count, duration, mean, plural } from "../format.js";
import { scrolling } from "../parts/table.js";
import { threatModelTitle } from "../threat-model.js";

/** Who would meet whom, counted. */
export function gridLine({ cells, samples, matches }) {
  return html`The spec is right: <strong>${plural(matches, "match", "matches")}</strong> in ${plural(cells, "cell")} of
    ${plural(samples, "sample")}`;
}

/** What the tournament would cost. */
export function estimateView(estimate) {
  const { workers, rounds, trainingMillis, attackingMillis, gradients, incomplete, attackers, trainings, canaries } = estimate;
  const obstacles = attackers.filter((one) => one.obstacle);
  return html`
    <p>${gridLine(estimate.grid)}${rounds > 1 ? ` in the first of ${rounds} rounds` : ""}.</p>
    <dl class="facts large">
      <div><dt>Training, about</dt><dd>${duration(trainingMillis)}</dd></div>
      <div><dt>Attacks, at most</dt><dd>${duration(attackingMillis)} on ${plural(workers, "worker")}</dd></div>
      <div><dt>Gradients, at most</dt><dd>${count(Math.round(gradients))}</dd></div>
    </dl>
    ${scrolling("Cost of each attacker", html`
      <table>
        <caption class="visually-hidden">Cost of each attacker</caption>
        <thead>
          <tr>
            <th scope="col">Attacker</th>
            <th scope="col">Matches</th>
            <th scope="col">Queries a sample</th>
            <th scope="col">Gradients a sample</th>
            <th scope="col">Time at most</th>
          </tr>
        </thead>
        <tbody>${attackers.map((one) => html`
          <tr>
            <th scope="row">${one.attacker}<br><small>${threatModelTitle(one.threatModel)}</small></th>
            <td class="number">${count(one.matches)}</td>
            <td class="number">${mean(one.queries)}</td>
            <td class="number">${mean(one.gradients)}</td>
            <td class="number">${one.millis === null ? "?" : duration(one.millis / workers)}${one.fits
              ? " and fitting" : ""}</td>
          </tr>`)}
        </tbody>
      </table>`)}
    <p class="hint">Measured on the server just now, as if no sample were broken${incomplete
      ? ", without what is not known"
      : ""}. ${trained(trainings)} A model that was trained before is not trained again.</p>
    ${canaries.matches > 0
      ? html`<p class="hint">Canaries beside them: ${plural(canaries.defenders, "defense")},
          ${plural(canaries.matches, "match", "matches")}, at most ${duration(canaries.millis)}.</p>`
      : ""}
    ${obstacles.map((one) => html`<p class="hint">‘${one.attacker}’ ${one.obstacle}.</p>`)}`;
}

function trained(trainings) {
  const known = trainings.filter(({ millis }) => millis !== null);
  return known.length === 0
    ? ""
    : `Trainings: ${known.map(({ defender, millis }) => `${defender} ${duration(millis)}`).join(", ")}.`;
}
