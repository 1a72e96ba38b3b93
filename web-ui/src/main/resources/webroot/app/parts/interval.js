import { html } from "lit";

/** Where a share lies with 95 % confidence, in small print; nothing without an interval. */
export function interval(given) {
  return given
    ? html`<span class="interval"><span class="visually-hidden">, 95 % interval </span
      >${(100 * given.low).toFixed(1)}–${(100 * given.high).toFixed(1)}</span>`
    : "";
}
