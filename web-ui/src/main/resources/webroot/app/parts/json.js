import { html } from "lit";

/** JSON to read; keyboards can scroll it. */
export function jsonBlock(value, label) {
  return html`<pre class="json" tabindex="0" role="region" aria-label=${label}>${JSON.stringify(value, null, 2)}</pre>`;
}
