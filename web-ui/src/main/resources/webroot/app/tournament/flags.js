import { html } from "lit";
import { path } from "../api.js";
import { cellHref } from "../threat-model.js";

/** The flags of a cell, or without an attacker those of a defender as a whole. */
export function flagsOf(board, defender, attacker = null) {
  return board.flags.filter((flag) => flag.defender === defender && flag.attacker === attacker);
}

/** A sign beside what is doubted; the list of flags says why. */
export function flagSign(flags) {
  return flags.length === 0 ? "" : html`<span class="flag-sign" title=${flags.map(({ evidence }) => evidence).join("\n")}
    ><span aria-hidden="true">⚑</span><span class="visually-hidden">${flags.length === 1
      ? " 1 flag" : ` ${flags.length} flags`}</span></span>`;
}

/** What must be known before the tables are read; nothing where no broken defense withstood all attacks. */
export function canaryWarning(board) {
  const unbroken = board.flags.filter(({ check }) => check === "canary-unbroken").map(({ defender }) => defender);
  return unbroken.length === 0 ? "" : html`
    <p class="reason">The attackers of this tournament are too weak: none broke ${unbroken.join(", ")}, known to be
      broken. <a href="/flags/canary-unbroken">What this means</a></p>`;
}

/** What is doubted, and why; nothing where nothing is. */
export function flagList(tournament, board, flags, heading = "") {
  return flags.length === 0 ? "" : html`
    ${heading}
    <ul class="flags" aria-label="Flags">${flags.map((flag) => html`
      <li><span aria-hidden="true">⚑</span>
        <a href=${path`/flags/${flag.check}`}>${flag.check.replaceAll("-", " ")}</a>
        ${about(tournament, board, flag)}: ${flag.evidence}</li>`)}
    </ul>`;
}

function about(tournament, board, { attacker, defender }) {
  if (attacker && defender) {
    return html`in <a href=${cellHref(tournament, attacker, defender, board.threatModel)}
      >${attacker} against ${defender}</a>`;
  }
  return attacker || defender ? html`for ${attacker ?? defender}` : "";
}
