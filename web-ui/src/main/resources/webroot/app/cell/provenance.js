import { html } from "lit";
import { count, duration, moment } from "../format.js";
import { badge } from "../parts/badge.js";
import { sha } from "../parts/sha.js";
import { scrolling } from "../parts/table.js";

/** Where a cell's numbers come from: its matches, with all that was recorded of them. */
export function provenance(matches) {
  const fits = matches.some((match) => match.fitting);
  return scrolling("Matches", html`
    <table>
      <caption>The matches of this cell, each with a link to its events. Every artifact is named by its SHA-256; click one to copy it</caption>
      <thead>
        <tr>
          <th scope="col">Match</th>
          <th scope="col">State</th>
          <th scope="col" class="number">Samples</th>
          <th scope="col" class="number">Queries</th>
          <th scope="col" class="number">Gradients</th>
          ${fits ? html`<th scope="col">Before the match</th>` : ""}
          <th scope="col">Model</th>
          <th scope="col">Examples</th>
          <th scope="col">Outcomes</th>
          <th scope="col" class="number">Time</th>
          <th scope="col">Finished</th>
        </tr>
      </thead>
      <tbody>${matches.map((match) => row(match, fits))}</tbody>
    </table>`);
}

function row(match, fits) {
  const name = `slice ${match.slice}`;
  return html`
    <tr>
      <th scope="row" class="when"><a href="/events?stream=match-${match.id}">${name}</a></th>
      <td>${badge(match.state)}${match.reason ? html`<br><small>${blame(match)}${match.reason}</small>` : ""}</td>
      <td class="number">${count(match.samples)}</td>
      <td class="number">${count(match.queries)}</td>
      <td class="number">${count(match.gradients)}</td>
      ${fits ? html`<td>${match.fitting ? fitting(match.fitting) : ""}</td>` : ""}
      <td>${sha(match.model, `model of ${name}`)}</td>
      <td>${sha(match.examples, `examples of ${name}`)}</td>
      <td>${sha(match.outcomes, `outcomes of ${name}`)}</td>
      <td class="number">${duration(time(match.meta))}</td>
      <td class="when">${moment(match.finishedAt)}</td>
    </tr>`;
}

/** What the attack did first: the networks it was given, each with a link to its training, and what it asked the target. */
function fitting({ surrogates, queries, gradients }) {
  return html`${surrogates.map((id, i) => html`<a href="/events?stream=surrogate-${id}">network ${i + 1}</a> `)}
    <small>${count(queries)} queries, ${count(gradients)} gradients</small>`;
}

function blame({ forfeitedBy }) {
  return forfeitedBy ? `by the ${forfeitedBy}: ` : "";
}

/** The steps' milliseconds together. */
function time(meta) {
  const steps = Object.values(meta?.millis ?? {});
  return steps.length === 0 ? null : steps.reduce((sum, millis) => sum + millis, 0);
}
