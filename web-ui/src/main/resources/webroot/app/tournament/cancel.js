import { html } from "lit";
import { announce } from "../announce.js";
import { path, post } from "../api.js";
import { PageElement } from "../parts/element.js";
import { Resource } from "../resource.js";
import { visitor } from "../visitor.js";

const LONGEST_REASON = 500;

/** Cancels a running tournament once it is confirmed; nothing for those who may not. */
class Cancel extends PageElement {
  static properties = { summary: { attribute: false }, failure: { state: true }, sending: { state: true } };

  #visitor = new Resource(this, visitor);

  get #dialog() {
    return this.querySelector("dialog");
  }

  #open() {
    this.failure = undefined;
    this.#dialog.showModal();
  }

  async #cancel(event) {
    event.preventDefault();
    const reason = new FormData(event.target).get("reason").trim();
    this.sending = true;
    try {
      await post(path`/tournaments/${this.summary.id}/cancel`, reason ? JSON.stringify({ reason }) : "");
      announce("The tournament is cancelled.");
      // The tables follow by themselves, and with them this button goes.
      this.#dialog?.close();
    } catch (error) {
      this.failure = error.message;
    }
    this.sending = false;
  }

  render() {
    if (!this.#visitor.value?.starts) {
      return "";
    }
    return html`
      <p class="actions"><button type="button" @click=${this.#open}>Cancel the tournament…</button></p>
      <dialog aria-labelledby="cancel-title">
        <form method="dialog" @submit=${this.#cancel}>
          <h2 id="cancel-title">Cancel ‘${this.summary.name}’?</h2>
          <p>Matches that are not over will not be played; those that are over stay in the record. This cannot be undone,
            but the same spec can be started again.</p>
          <label for="cancel-reason">Reason, shown with the tournament (optional)</label>
          <input type="text" id="cancel-reason" name="reason" maxlength=${LONGEST_REASON} autocomplete="off">
          ${this.failure ? html`<p class="problem" role="alert">${this.failure}</p>` : ""}
          <p class="actions">
            <button type="submit" class="danger" ?disabled=${this.sending}>Cancel the tournament</button>
            <button type="button" @click=${() => this.#dialog.close()}>Let it go on</button>
          </p>
        </form>
      </dialog>`;
  }
}

customElements.define("gauntlet-tournament-cancel", Cancel);
