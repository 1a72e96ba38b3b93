import { html } from "lit";
import { duration, percent } from "../format.js";
import { badge } from "../parts/badge.js";
import { axis } from "../parts/chart.js";
import { sha } from "../parts/sha.js";

/** The models that defend, each with how it was trained; those of canaries that were added are not listed. */
export function models(view) {
  const added = view.plan.canaries?.added?.defenders ?? [];
  const named = view.models.filter(({ label }) => !added.includes(label));
  return html`<ul class="cards">${named.map((model) => card(model, player(view, model.label)))}</ul>`;
}

function player(view, label) {
  return view.plan.players.find((one) => one.label === label && one.kind === "defense");
}

function card(model, defense) {
  return html`
    <li class="card">
      <h3>${model.label} ${badge(model.state)}</h3>
      ${model.mark ? html`<p class="reason">${model.label} was ${model.mark}</p>` : ""}
      ${model.reason ? html`<p class="reason">${model.reason}</p>` : ""}
      <dl class="facts">
        ${defense ? html`
          <div><dt>Defense</dt><dd><a href="/plugins/defense/${defense.plugin}">${defense.plugin}</a>
            ${defense.version}</dd></div>
          <div><dt>Architecture</dt><dd>${defense.architecture ?? "–"}</dd></div>` : ""}
        <div><dt>Clean accuracy, whole test split</dt><dd>${percent(model.cleanAccuracy, 10_000)}</dd></div>
        <div><dt>Training time</dt><dd>${duration(model.millis)}</dd></div>
        <div><dt>Examined for masked gradients</dt><dd>${examined(model.examination)}</dd></div>
        <div><dt>Weights</dt><dd>${sha(model.model, `weights of ${model.label}`)}</dd></div>
        <div><dt>Record</dt><dd><a href="/events?stream=training-${model.training}">events</a></dd></div>
      </dl>
      ${curves(model)}
    </li>`;
}

function examined(examination) {
  if (!examination) {
    return "no";
  }
  const { failure, samples, ladder, others } = examination;
  const ladders = Object.entries({ linf: ladder, ...others }).filter(([, rungs]) => rungs.length > 0);
  return failure ? `could not be: ${failure}` : `on ${samples} samples: ${ladders.map(([norm, rungs]) =>
    `PGD in ${norm.toLowerCase()} at epsilon ${rungs
      .map(({ epsilon, survived }) => `${Number(epsilon.toPrecision(3))} left ${survived}`).join(", ")}`).join("; ")}`;
}

function curves({ label, curves: recorded }) {
  const loss = recorded?.loss ?? [];
  const accuracy = recorded?.accuracy ?? [];
  const epochs = Math.max(loss.length, accuracy.length);
  if (epochs === 0) {
    return "";
  }
  const end = accuracy.length > 0 ? `, accuracy ends at ${percent(accuracy[accuracy.length - 1])}` : "";
  return html`
    <gauntlet-chart .option=${option(recorded)}
      label="Training of ${label} over ${epochs} epochs${end}."></gauntlet-chart>
    <details>
      <summary>Training curve as a table</summary>
      <table>
        <caption class="visually-hidden">Training curve of ${label}</caption>
        <thead><tr><th scope="col" class="number">Epoch</th><th scope="col" class="number">Loss</th>
          <th scope="col" class="number">Accuracy</th></tr></thead>
        <tbody>${Array.from({ length: epochs }, (_, i) => html`
          <tr><th scope="row" class="number">${i + 1}</th><td class="number">${loss[i]?.toPrecision(4) ?? "–"}</td>
            <td class="number">${percent(accuracy[i], 10_000)}</td></tr>`)}
        </tbody>
      </table>
    </details>`;
}

const options = new WeakMap();

/** The same function for the same curves, so that a chart is only drawn again when they changed. */
function option(recorded) {
  const known = options.get(recorded);
  if (known) {
    return known;
  }
  const points = (values = []) => values.map((value, i) => [i + 1, value]);
  const draw = (colours) => ({
    legend: { top: 0, textStyle: { color: colours.text } },
    xAxis: axis(colours, { type: "value", name: "epoch", min: 1, minInterval: 1, splitLine: { show: false } }),
    yAxis: [
      axis(colours, { type: "value", scale: true }),
      axis(colours, { type: "value", scale: true, splitLine: { show: false } }),
    ],
    series: [
      { name: "loss", type: "line", data: points(recorded.loss), symbolSize: 6 },
      {
        name: "accuracy",
        type: "line",
        yAxisIndex: 1,
        data: points(recorded.accuracy),
        symbol: "rect",
        symbolSize: 6,
        lineStyle: { type: "dashed" },
      },
    ],
  });
  options.set(recorded, draw);
  return draw;
}
