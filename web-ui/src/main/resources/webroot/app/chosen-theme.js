// A classic script that runs before the first paint; theme.js changes what it reads here.
try {
  const theme = localStorage.getItem("gauntlet-theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage may be forbidden; the system's theme then applies.
}
