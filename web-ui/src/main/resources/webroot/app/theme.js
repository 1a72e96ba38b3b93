/** The chosen theme: `system`, `light` or `dark`, kept in the browser. */

const KEY = "gauntlet-theme";
const ORDER = ["system", "light", "dark"];

export function theme() {
  return document.documentElement.dataset.theme ?? "system";
}

/** Chooses the theme after the present one and returns it. */
export function nextTheme() {
  const next = ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length];
  if (next === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = next;
  }
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is loaded again.
  }
  document.dispatchEvent(new CustomEvent("gauntlet-theme"));
  return next;
}

/** Calls back when colours change, by choice or by the system; returns how to stop. */
export function onThemeChange(callback) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener("gauntlet-theme", callback);
  system.addEventListener("change", callback);
  return () => {
    document.removeEventListener("gauntlet-theme", callback);
    system.removeEventListener("change", callback);
  };
}
