import { html } from "lit";
import { percent, percents } from "../format.js";

/** A share as a bar with its number. */
export function shareBar(share, samples) {
  return html`<span class="bar" aria-hidden="true"><span style="inline-size:${100 * share}%"></span></span
    ><span class="number">${percent(share, samples)}</span>`;
}

/** What is not decided yet: the interval in which it can still end. */
export function intervalBar(lower, upper, samples) {
  const place = `margin-inline-start:${100 * lower}%;inline-size:${100 * (upper - lower)}%`;
  return html`<span class="bar open" aria-hidden="true"><span style=${place}></span></span
    ><span class="number">${percents(lower, upper, samples)}</span>`;
}

/** How much of something is done. */
export function progressBar(done, label) {
  return html`<progress max="1" .value=${done} aria-label=${label}></progress>`;
}
