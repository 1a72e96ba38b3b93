import { html } from "lit";

const SIGNS = {
  running: "●",
  completed: "✓",
  trained: "✓",
  scored: "✓",
  played: "✓",
  broken: "✗",
  "wrong when clean": "✗",
  survived: "✓",
  cancelled: "■",
  failed: "!",
  forfeited: "!",
  skipped: "→",
};

/** A state in a word with a sign; colour only repeats what both say. */
export function badge(state) {
  return html`<span class="badge" data-state=${state.replaceAll(" ", "-")}
    ><span aria-hidden="true">${SIGNS[state] ?? "○"}</span> ${state}</span>`;
}
