import { html } from "lit";

/** A table in a region of its own, which scrolls sideways where the window is narrow. */
export function scrolling(label, table) {
  return html`<div class="table-region" role="region" tabindex="0" aria-label=${label}>${table}</div>`;
}
