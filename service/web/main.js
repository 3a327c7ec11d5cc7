/** Starts the page: one view at a time, named by the address. */

import { byId } from "./nodes.js";
import { followRoutes } from "./router.js";
import { guardUnsent } from "./unsent.js";
import { auditView } from "./views/audit.js";
import { homeView } from "./views/home.js";

const main = byId("main");
/** @type {{name: string, view: {go(route: import("./router.js").Route): void, leave(): void}} | null} */
let shown = null; // the view's name and audit, and what it can do: `go(route)`, `leave()`

/** @param {import("./router.js").Route} route */
function show(route) {
  const name = route.view === "audit" ? `audit ${route.auditId}` : route.view;
  if (shown?.name === name) return shown.view.go(route); // the same audit, another part of it: its stream goes on
  const first = shown === null;
  shown?.view.leave();
  main.replaceChildren();
  main.classList.remove("wide");
  shown = { name, view: route.view === "audit" ? auditView(main, route) : homeView(main) };
  // A reader who navigates by keyboard or by ear lands in the new view, not at the end of the old one.
  if (!first) main.focus({ preventScroll: true });
  if (!first) window.scrollTo(0, 0);
  return undefined;
}

// The address is the route, so the skip link moves the focus without putting its own anchor there.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

guardUnsent();
followRoutes(show);
