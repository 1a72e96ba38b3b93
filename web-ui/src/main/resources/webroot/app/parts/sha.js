import { html } from "lit";
import { announce } from "../announce.js";

/** A SHA-256, shortened; a click copies all of it. */
export function sha(hash, what) {
  if (!hash) {
    return "–";
  }
  const copy = async () => {
    await navigator.clipboard?.writeText(hash);
    announce(`The SHA-256 of the ${what} is copied.`);
  };
  return html`<button type="button" class="sha" title="${hash}: copy" @click=${copy}
    ><span class="visually-hidden">Copy the SHA-256 of the ${what}: </span><code>${hash.slice(0, 12)}</code></button>`;
}
