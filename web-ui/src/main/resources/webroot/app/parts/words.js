import { html } from "lit";

/** The few marks of Markdown that the API's document uses: paragraphs, lists, and `code`. */
export function prose(text = "") {
  return text.trim().split(/\n\s*\n/).map((block) => block.startsWith("- ")
    ? html`<ul>${block.split(/\n(?=- )/).map((item) => html`<li>${inline(item.slice(2))}</li>`)}</ul>`
    : html`<p>${inline(block)}</p>`);
}

/** A sentence in which `code` may stand. */
export function inline(text = "") {
  return text.split("`").map((part, i) => i % 2 === 1 ? html`<code>${part}</code>` : part);
}
