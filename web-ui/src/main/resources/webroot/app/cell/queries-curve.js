import { html } from "lit";
import { count, percent, plural } from "../format.js";
import { axis } from "../parts/chart.js";
import { BROKEN, outcome, WRONG_WHEN_CLEAN } from "./outcome.js";

/** Shares of the broken samples at which the table tells the queries. */
const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9, 1];

/**
 * The share of the samples right when clean that were broken within so many queries: those billed until the attack first
 * saw a success. What was handed in blind never saw one.
 */
export function queriesCurve(samples) {
  const attacked = samples.filter((sample) => outcome(sample) !== WRONG_WHEN_CLEAN).length;
  const broken = samples.filter((sample) => outcome(sample) === BROKEN);
  const spent = broken.map((sample) => sample.firstSuccess).filter((queries) => queries > 0).sort((a, b) => a - b);
  if (spent.length === 0) {
    return html`<p class="muted">${broken.length === 0 ? "No sample was broken." : "The attack saw no success itself."}</p>`;
  }
  const blind = broken.length - spent.length;
  const label = `Of ${plural(attacked, "sample")} right when clean, half of the ${count(spent.length)} successes came within`
    + ` ${plural(within(spent, 0.5), "query", "queries")}, the last after ${count(spent[spent.length - 1])}.`;
  return html`
    <gauntlet-chart .option=${option(spent, attacked)} label=${label}></gauntlet-chart>
    <p>${label} ${blind === 0 ? "" : `${plural(blind, "sample")} more were broken without the attack seeing it.`}</p>
    ${table(spent)}`;
}

/** The queries within which that share of the successes came. */
function within(spent, share) {
  return spent[Math.ceil(share * spent.length) - 1];
}

function table(spent) {
  return html`
    <details>
      <summary>Queries to success as a table</summary>
      <table>
        <caption class="visually-hidden">Queries within which a share of the successes came</caption>
        <thead><tr><th scope="col" class="number">Successes</th><th scope="col" class="number">Queries</th></tr></thead>
        <tbody>${SHARES.map((share) => html`
          <tr><th scope="row" class="number">${percent(share)}</th>
            <td class="number">${count(within(spent, share))}</td></tr>`)}
        </tbody>
      </table>
    </details>`;
}

/** A step at every number of queries after which a sample fell; logarithmic, since some fall at once and some late. */
function option(spent, attacked) {
  const steps = new Map([[1, 0]]);
  spent.forEach((queries, i) => steps.set(queries, Number(((100 * (i + 1)) / attacked).toFixed(2))));
  return (colours) => ({
    tooltip: { trigger: "axis", confine: true },
    grid: { left: 56, right: 28, top: 16, bottom: 44 },
    xAxis: axis(colours, { type: "log", name: "queries", min: 1, axisLabel: { color: colours.text } }),
    yAxis: axis(colours, { type: "value", min: 0, max: 100, axisLabel: { color: colours.text, formatter: "{value} %" } }),
    series: [{ name: "broken", type: "line", step: "end", showSymbol: spent.length < 2, areaStyle: { opacity: 0.12 },
      data: [...steps] }],
  });
}
