import { html } from "lit";
import { count, distance, mean, percent } from "../format.js";
import { badge } from "../parts/badge.js";
import { normSign } from "../threat-model.js";

/** A cell's numbers. */
export function summary(board, cell) {
  const { threatModel, samples } = board;
  return html`
    ${cell.reason ? html`<p class="reason">${cell.reason}</p>` : ""}
    <dl class="facts large">
      <div><dt>State</dt><dd>${badge(cell.state.replaceAll("-", " "))}</dd></div>
      <div><dt>Robust accuracy</dt><dd>${percent(cell.robustAccuracy, samples)}</dd></div>
      <div><dt>Clean accuracy</dt><dd>${percent(cell.cleanAccuracy, samples)}</dd></div>
      <div><dt>Samples judged</dt><dd>${count(cell.samples)} of ${count(samples)}</dd></div>
      <div><dt>Median distance, ${normSign(threatModel)}</dt><dd>${cell.medianDistance === null
        ? html`<span class="muted">wins less than half</span>`
        : distance(cell.medianDistance)}</dd></div>
      <div><dt>Queries per sample</dt><dd>${mean(cell.meanQueries)}</dd></div>
      <div><dt>Gradients per sample</dt><dd>${mean(cell.meanGradients)}</dd></div>
      ${cell.detection ? html`
        <div><dt>Clean samples rejected</dt><dd>${percent(cell.detection.falseAlarms)}</dd></div>
        <div><dt>Perturbed samples rejected</dt><dd>${percent(cell.detection.rejected)}</dd></div>
        <div><dt>Detector, area under ROC</dt><dd>${cell.detection.area === null
          ? html`<span class="muted">nothing to detect</span>`
          : cell.detection.area.toFixed(3)}</dd></div>` : ""}
      ${Object.entries(cell.survives).map(([transformation, share]) => html`
        <div><dt>Still wins after ${transformation}</dt><dd>${percent(share)}</dd></div>`)}
    </dl>`;
}
