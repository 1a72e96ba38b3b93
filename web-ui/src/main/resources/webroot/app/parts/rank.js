import { html } from "lit";

/** A rank; "2=" where the samples do not tell neighbours apart. */
export function rank({ rank: place, tied }) {
  if (place === null) {
    return html`<span class="muted">undecided</span>`;
  }
  return tied
    ? html`${place}<span aria-hidden="true">=</span><span class="visually-hidden"> shared</span>`
    : place;
}

/** What the sign means, where it stands in a table. */
export function tieNote(standings) {
  return standings.some((standing) => standing.tied)
    ? "= : these samples do not tell neighbours apart (McNemar's exact test, 5 % over the whole ranking)."
    : "";
}
