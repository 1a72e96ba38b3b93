import { html } from "lit";
import { inline } from "./words.js";

/** While something is read for the first time. Appears late, so that quick answers do not flicker. */
export function loading(what) {
  return html`<p class="notice loading" role="status">Reading ${what}…</p>`;
}

/** Something could not be read; what was shown before stays. */
export function failed(resource) {
  return html`
    <div class="notice error" role="alert">
      <p>${inline(resource.error.message)}</p>
      ${resource.error.status === 404
        ? html`<p><a href="/">See all tournaments</a></p>`
        : html`<button type="button" @click=${() => resource.retry()}>Try again</button>`}
    </div>`;
}

/** The notice of a resource that has no value yet, or the last failure above a value that it still has. */
export function notice(resource, what) {
  if (resource.error) {
    return failed(resource);
  }
  return resource.loading ? loading(what) : "";
}
