import { html } from "lit";
import { Page } from "../parts/page.js";

/** An address that nothing is at. */
class NotFound extends Page {
  get pageTitle() {
    return "Not found";
  }

  render() {
    return html`
      <h1>There is no such page</h1>
      <p>Nothing is at <code>${location.pathname}</code>. <a href="/">See all tournaments</a>.</p>`;
  }
}

customElements.define("gauntlet-not-found", NotFound);
