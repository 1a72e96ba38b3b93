/** Addresses to pages, by the History API; every page can be linked to. */

const ROUTES = [
  ["home", "/"],
  ["start", "/start"],
  ["tournament", "/tournaments/:id"],
  ["cell", "/tournaments/:id/cells/:attacker/:defender/:threatModel"],
  ["compare", "/compare"],
  ["compare", "/compare/:first/:second"],
  ["events", "/events"],
  ["flags", "/flags"],
  ["flag", "/flags/:id"],
  ["plugins", "/plugins"],
  ["plugin", "/plugins/:kind/:id"],
  ["api", "/api"],
];

const segments = (pathname) => pathname.split("/").filter((segment) => segment !== "");

/** The page of an address with what its path names, or `not-found`. */
export function route(pathname) {
  let given;
  try {
    given = segments(pathname).map(decodeURIComponent);
  } catch {
    return { page: "not-found", params: {} };
  }
  for (const [page, pattern] of ROUTES) {
    const wanted = segments(pattern);
    const fits = wanted.length === given.length
      && wanted.every((segment, i) => segment.startsWith(":") || segment === given[i]);
    if (fits) {
      const named = wanted.map((segment, i) => [segment, given[i]]).filter(([segment]) => segment.startsWith(":"));
      return { page, params: Object.fromEntries(named.map(([segment, value]) => [segment.slice(1), value])) };
    }
  }
  return { page: "not-found", params: {} };
}

/** Goes to an address of this page. */
export function navigate(href) {
  history.pushState(null, "", href);
  dispatchEvent(new CustomEvent("gauntlet-navigate"));
}

/** The address's query as it is now. */
export function query() {
  return new URLSearchParams(location.search);
}

/** Changes parts of the query in place; a part that is empty or null goes. */
export function replaceQuery(changes) {
  const changed = query();
  Object.entries(changes).forEach(([name, value]) => value ? changed.set(name, value) : changed.delete(name));
  const text = changed.toString();
  history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
}

/** Calls back on every change of page, and turns plain clicks on links into changes of page. */
export function startRouter(callback) {
  let shown = location.pathname + location.search;
  const change = () => {
    const next = location.pathname + location.search;
    // A link to a heading of the same page is the browser's own business.
    if (next !== shown) {
      shown = next;
      callback();
    }
  };
  addEventListener("popstate", change);
  addEventListener("gauntlet-navigate", change);
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link && ours(event, link)) {
      event.preventDefault();
      navigate(link.href);
    }
  });
}

function ours(event, link) {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const here = link.origin === location.origin && !link.target && !link.hasAttribute("download");
  const heading = link.hash !== "" && link.pathname === location.pathname && link.search === location.search;
  return plain && here && !event.defaultPrevented && !heading && !link.pathname.startsWith("/api/");
}
