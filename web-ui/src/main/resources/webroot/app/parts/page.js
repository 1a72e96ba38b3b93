import { announce } from "../announce.js";
import { PageElement } from "./element.js";

/** A whole page: it names the document and receives the focus after a change of page. */
export class Page extends PageElement {
  #named = "";

  /** What the window is called; subclasses may read their data. */
  get pageTitle() {
    return "Gauntlet";
  }

  updated() {
    if (this.pageTitle !== this.#named) {
      this.#named = this.pageTitle;
      document.title = this.pageTitle === "Gauntlet" ? "Gauntlet" : `${this.pageTitle} · Gauntlet`;
    }
  }

  /** Puts the focus on the heading, so that keyboard and screen reader start where the new page starts. */
  async focusHeading() {
    await this.updateComplete;
    const heading = this.querySelector("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    } else {
      announce(this.pageTitle);
    }
  }
}
