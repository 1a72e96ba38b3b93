import { html } from "lit";
import { percent } from "../format.js";
import { axis } from "../parts/chart.js";

/** What a detector finds of the perturbed samples that mislead, against what it rejects of the clean ones. */
export function rocCurve({ area, found, roc }) {
  const label = `Area under the curve ${area.toFixed(3)}, where 0.5 is chance.`;
  return html`
    <gauntlet-chart .option=${option(roc)} label=${label}></gauntlet-chart>
    <p>${label} ${found.map((point, i) => html`${i === 0 ? "It finds" : ","} ${percent(point.detected)} at
      ${percent(point.falseAlarms)} false alarms`)}, of the perturbed samples that would mislead the network.</p>`;
}

function option(roc) {
  const percents = roc.map((point) => [100 * point.falseAlarms, 100 * point.detected]
    .map((value) => Number(value.toFixed(2))));
  const share = { type: "value", min: 0, max: 100 };
  return (colours) => {
    const axisLabel = { color: colours.text, formatter: "{value} %" };
    return {
      tooltip: { trigger: "axis", confine: true },
      grid: { left: 56, right: 28, top: 16, bottom: 44 },
      xAxis: axis(colours, { ...share, name: "false alarms", axisLabel }),
      yAxis: axis(colours, { ...share, axisLabel }),
      series: [
        { name: "found", type: "line", showSymbol: false, areaStyle: { opacity: 0.12 }, data: percents },
        { name: "chance", type: "line", showSymbol: false, lineStyle: { type: "dashed", width: 1 }, data: [[0, 0], [100, 100]] },
      ],
    };
  };
}
