// The screens and states of the gallery, in the order in which one life of the product passes them.
import { openPlace } from "../pages/shell.mjs";
import { createFirstAdmin, shown } from "../pages/door.mjs";

const place = (name) => ({ name, arrange: (browser) => openPlace(browser, name) });

/** `[{ name, arrange(browser) }]`; `arrange` brings the window there and waits until it stands. */
export const SCREENS = [
  { name: "first-start", arrange: (browser) => shown(browser, "first_start") },
  {
    name: "trade",
    async arrange(browser) {
      await createFirstAdmin(browser);
      await openPlace(browser, "trade");
    },
  },
  ...["approvals", "research", "risk", "connections", "accounts", "audit", "settings"].map(place),
];
