/** Tells users of screen readers what changed, through the one live region of the shell. */
export function announce(sentence) {
  dispatchEvent(new CustomEvent("gauntlet-announce", { detail: sentence }));
}
