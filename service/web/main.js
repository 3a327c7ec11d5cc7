/** Starts the page: one view at a time, named by the address. */

import { followRoutes } from "./router.js";
import { auditView } from "./views/audit.js";
import { homeView } from "./views/home.js";

const main = document.getElementById("main");
let leave = () => {};
let first = true;

function show(route) {
  leave();
  main.replaceChildren();
  leave = route.view === "audit" ? auditView(main, route.auditId) : homeView(main);
  // A reader who navigates by keyboard or by ear lands in the new view, not at the end of the old one.
  if (!first) main.focus({ preventScroll: true });
  if (!first) window.scrollTo(0, 0);
  first = false;
}

// The address is the route, so the skip link moves the focus without putting its own anchor there.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

followRoutes(show);
