import { html } from "lit";
import { onThemeChange } from "../theme.js";
import { PageElement } from "./element.js";

/**
 * A chart by ECharts, which is only fetched by pages that draw one. `option` is a function from colours to an ECharts
 * option; `label` says in a sentence what the chart shows, for those who do not see it.
 */
class Chart extends PageElement {
  static properties = { option: { attribute: false }, label: {}, problem: { state: true } };

  #chart;
  #size;
  #stopTheme;

  render() {
    return this.problem
      ? html`<p class="notice error">${this.problem}</p>`
      : html`<div class="chart" role="img" aria-label=${this.label}></div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stopTheme = onThemeChange(() => this.#draw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopTheme();
    this.#size?.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  updated(changed) {
    if (changed.has("option")) {
      this.#draw();
    }
  }

  async #draw() {
    let echarts;
    try {
      echarts = await import("echarts");
    } catch {
      this.problem = "The chart could not be loaded.";
      return;
    }
    const place = this.querySelector(".chart");
    if (!this.isConnected || !place) {
      return;
    }
    if (!this.#chart) {
      this.#chart = echarts.init(place, null, { renderer: "svg" });
      this.#size = new ResizeObserver(() => this.#chart?.resize());
      this.#size.observe(place);
    }
    const colours = paints(place);
    this.#chart.setOption({ ...quiet(colours), ...this.option(colours) }, { notMerge: true });
  }
}

/** The colours of the style sheet as they are now. */
function paints(place) {
  const read = (name) => {
    place.style.color = `var(${name})`;
    const value = getComputedStyle(place).color;
    place.style.color = "";
    return value;
  };
  const series = ["--accent", "--second", "--good", "--warn", "--bad", "--muted"].map(read);
  return { text: read("--muted"), line: read("--line"), first: series[0], second: series[1], series };
}

function quiet(colours) {
  return {
    animation: false,
    textStyle: { color: colours.text, fontFamily: "inherit" },
    color: [colours.first, colours.second],
    grid: { left: 52, right: 52, top: 36, bottom: 44 },
    tooltip: { trigger: "axis", confine: true },
  };
}

/** An axis in the page's style. */
export function axis(colours, more) {
  return {
    nameLocation: "middle",
    nameGap: 30,
    nameTextStyle: { color: colours.text },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.text },
    splitLine: { lineStyle: { color: colours.line } },
    ...more,
  };
}

customElements.define("gauntlet-chart", Chart);
