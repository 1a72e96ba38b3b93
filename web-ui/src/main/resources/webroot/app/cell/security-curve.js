import { html } from "lit";
import { distance, percent } from "../format.js";
import { axis } from "../parts/chart.js";
import { distanceOf, ofPoses, sizeName } from "../threat-model.js";

const ROWS = 10;

/**
 * Robust accuracy against epsilon. A minimum-norm attack gives the whole curve. A fixed-epsilon attack only aims at the
 * epsilon that was played: a sample that it broke farther out might have been broken nearer too, so below that epsilon
 * nothing is drawn but what is known, the clean accuracy at 0.
 */
export function securityCurve(threatModel, samples, minimumNorm) {
  if (samples.length === 0) {
    return html`<p class="muted">There is no verdict yet to draw it from.</p>`;
  }
  const points = minimumNorm ? curve(threatModel, samples) : ends(threatModel, samples);
  const [clean, robust] = [points[0][1], points[points.length - 1][1]];
  const what = ofPoses(threatModel)
    ? `Robust accuracy is ${percent(clean, samples.length)} where nothing may be turned or shifted`
      + ` and ${percent(robust, samples.length)} at the limits of rotation and translation.`
    : `Robust accuracy is ${percent(clean, samples.length)} at epsilon 0`
      + ` and ${percent(robust, samples.length)} at epsilon ${threatModel.epsilon}.`;
  return html`
    <gauntlet-chart .option=${option(threatModel, points, minimumNorm)} label=${what}></gauntlet-chart>
    <p>${what} ${minimumNorm
      ? "The attack looks for the smallest success, so that the whole curve is known."
      : html`Between them the value is <strong>unknown</strong>: the attack is played at
          ${ofPoses(threatModel) ? "these limits" : "this epsilon"} only, and a
          sample that it broke here might be broken by a smaller perturbation too.`}</p>
    ${minimumNorm ? table(threatModel, points, samples.length) : ""}`;
}

/** [epsilon, robust accuracy] at every distance at which a sample falls. */
function curve(threatModel, samples) {
  const falls = samples
    .filter((sample) => sample.wrong > 0)
    // The referee allows for rounding, so a distance may lie a hair beyond epsilon.
    .map((sample) => ({ at: Math.min(distanceOf(threatModel, sample), threatModel.epsilon), wrong: sample.wrong }))
    .sort((a, b) => a.at - b.at);
  const points = [[0, 1]];
  let left = samples.length;
  for (const { at, wrong } of falls) {
    left -= wrong;
    const last = points[points.length - 1];
    if (last[0] === at) {
      last[1] = left / samples.length;
    } else {
      points.push([at, left / samples.length]);
    }
  }
  points.push([threatModel.epsilon, left / samples.length]);
  return points;
}

function ends(threatModel, samples) {
  const clean = samples.filter((sample) => sample.cleanLabel === sample.label).length;
  const robust = samples.reduce((sum, sample) => sum + 1 - sample.wrong, 0);
  return [[0, clean / samples.length], [threatModel.epsilon, robust / samples.length]];
}

function table(threatModel, points, samples) {
  const at = (epsilon) => points.reduce((value, point) => (point[0] <= epsilon ? point[1] : value), 1);
  const size = ofPoses(threatModel) ? sizeName(threatModel) : "epsilon";
  const rows = Array.from({ length: ROWS + 1 }, (_, i) => (threatModel.epsilon * i) / ROWS);
  return html`
    <details>
      <summary>Security curve as a table</summary>
      <table>
        <caption class="visually-hidden">Robust accuracy at each ${size}</caption>
        <thead><tr><th scope="col" class="number">${size[0].toUpperCase()}${size.slice(1)}</th><th scope="col" class="number">Robust accuracy</th></tr>
        </thead>
        <tbody>${rows.map((epsilon) => html`
          <tr><th scope="row" class="number">${distance(epsilon)}</th>
            <td class="number">${percent(at(epsilon), samples)}</td></tr>`)}
        </tbody>
      </table>
    </details>`;
}

function option(threatModel, points, minimumNorm) {
  const percents = points.map(([epsilon, share]) => [epsilon, Number((100 * share).toFixed(2))]);
  return (colours) => ({
    tooltip: { trigger: minimumNorm ? "axis" : "item", confine: true },
    grid: { left: 56, right: 28, top: 16, bottom: 44 },
    xAxis: axis(colours, {
      type: "value",
      name: sizeName(threatModel),
      min: 0,
      max: Number((threatModel.epsilon * 1.05).toPrecision(6)),
      axisLabel: { color: colours.text, showMaxLabel: false },
    }),
    yAxis: axis(colours, { type: "value", min: 0, max: 100, axisLabel: { color: colours.text, formatter: "{value} %" } }),
    series: [{ name: "robust accuracy", ...(minimumNorm ? steps(percents) : dots(percents, colours)) }],
  });
}

function steps(data) {
  return { type: "line", step: "end", showSymbol: false, areaStyle: { opacity: 0.12 }, data };
}

function dots([clean, robust], colours) {
  const dot = (value, position) => ({
    value,
    label: { show: true, position, distance: 8, color: colours.text, formatter: `${value[1]} %` },
  });
  return { type: "scatter", symbolSize: 12, data: [dot(clean, "right"), dot(robust, "left")] };
}
