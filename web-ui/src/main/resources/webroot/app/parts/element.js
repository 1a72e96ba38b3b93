import { LitElement } from "lit";

/**
 * A component that renders into the page itself, so that the style sheets, find-in-page, links to headings and
 * assistive technology see one document.
 */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}
