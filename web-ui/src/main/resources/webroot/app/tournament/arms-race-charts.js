import { html } from "lit";
import { percent } from "../format.js";
import { axis } from "../parts/chart.js";

/** What defenders meet in each round. */
export const MEASURES = [
  { key: "old", column: "Old", title: "Old attacks", against: "the attackers of the first round" },
  { key: "recent", column: "New", title: "New attacks", against: "the attackers as they are in each round" },
  {
    key: "replayed",
    column: "Replayed",
    title: "Replayed examples",
    against: "the examples that were stored before each model came",
  },
];

const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];
const DASHES = ["solid", "dashed", "dotted"];

/** How far the points of one round lie apart, in rounds, so that their intervals can be told apart. */
const APART = 0.06;

/** A chart for each measure, side by side: a line for each defender, with intervals. */
export function armsRaceCharts(race) {
  const drawn = MEASURES.map((measure) => ({ measure, lines: lines(race, measure.key) }));
  return html`
    <div class="side-by-side">${drawn.map(({ measure, lines: found }) => html`
      <figure>
        <figcaption>${measure.title}</figcaption>
        ${found.length === 0
          ? html`<p class="muted">Nothing is known yet.</p>`
          : html`<gauntlet-chart .option=${option(race, measure.key)} label=${words(race, measure, found)}
            ></gauntlet-chart>`}
      </figure>`)}
    </div>`;
}

/** The defenders of which something is known, each with its place among all, and its standings in order. */
function lines(race, key) {
  const all = [...new Set(race.standings.map(({ defender }) => defender))];
  return all
    .map((defender, place) => ({
      defender,
      place,
      standings: race.standings.filter((one) => one.defender === defender && one[key] !== null),
    }))
    .filter(({ standings }) => standings.length > 0);
}

function words(race, { key, against }, found) {
  const each = found.map(({ defender, standings }) => `${defender} ${standings
    .map((one) => `${percent(one[key].share, race.samples)} in round ${one.round}`).join(", ")}`);
  return `Robust accuracy against ${against}: ${each.join("; ")}.`;
}

const options = new WeakMap();

/** The same function for the same race, so that a chart is only drawn again when it changed. */
function option(race, key) {
  const known = options.get(race) ?? {};
  known[key] ??= draw(race, key);
  options.set(race, known);
  return known[key];
}

function draw(race, key) {
  const rounds = Math.max(2, ...race.standings.map(({ round }) => round));
  const found = lines(race, key);
  return (colours) => ({
    tooltip: { trigger: "item", confine: true, renderMode: "richText", formatter: told },
    legend: { top: 0, type: "scroll", itemGap: 24, textStyle: { color: colours.text }, pageTextStyle: { color: colours.text },
      data: found.map(({ defender }) => defender) },
    grid: { left: 52, right: 12, top: 36, bottom: 44 },
    xAxis: axis(colours, { type: "value", name: "round", min: 0.75, max: rounds + 0.25, interval: 1,
      splitLine: { show: false }, axisLabel: { show: false }, axisTick: { show: false },
      ...whole(rounds, colours) }),
    yAxis: axis(colours, { type: "value", min: 0, max: 100,
      axisLabel: { color: colours.text, formatter: "{value} %" } }),
    series: found.flatMap((line) => series(line, race, key, colours)),
  });
}

/** Ticks at the rounds themselves. */
function whole(rounds, colours) {
  const values = Array.from({ length: rounds }, (_, i) => i + 1);
  return { axisLabel: { color: colours.text, customValues: values }, axisTick: { customValues: values } };
}

function series({ defender, place, standings }, race, key, colours) {
  const defenders = new Set(race.standings.map((one) => one.defender)).size;
  const color = colours.series[place % colours.series.length];
  const x = (round) => round + APART * (place - (defenders - 1) / 2);
  const points = standings.map((one) => ({
    value: [x(one.round), rounded(one[key].share)],
    words: `${one.label}, round ${one.round}: ${percent(one[key].share, race.samples)}`
      + ` (${rounded(one[key].interval.low)} to ${rounded(one[key].interval.high)})`,
  }));
  return [
    {
      name: defender,
      type: "line",
      color,
      data: points,
      symbol: SYMBOLS[place % SYMBOLS.length],
      symbolSize: 8,
      lineStyle: { type: DASHES[place % DASHES.length] },
    },
    {
      name: defender,
      type: "custom",
      color,
      silent: true,
      renderItem: (_, api) => bar(api, color),
      encode: { x: 0, y: [1, 2] },
      data: standings.map((one) =>
        [x(one.round), rounded(one[key].interval.low), rounded(one[key].interval.high)]),
    },
  ];
}

/** An interval: a line with a cap at either end. */
function bar(api, stroke) {
  const [x, low] = api.coord([api.value(0), api.value(1)]);
  const [, high] = api.coord([api.value(0), api.value(2)]);
  const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1 } });
  return { type: "group", children: [line(x, low, x, high), line(x - 3, low, x + 3, low), line(x - 3, high, x + 3, high)] };
}

function told({ data }) {
  return data.words;
}

function rounded(share) {
  return Number((100 * share).toFixed(1));
}
