// The screens and states of the gallery, in the order in which one life of the product passes them.
import { createFirstAdmin, shown } from "../pages/door.mjs";
import { byTestId, gone, press, visible, waitForAttribute } from "../pages/element.mjs";
import { runSweep, runWalkForward } from "../pages/research.mjs";
import { checked, openScripts } from "../pages/scripts.mjs";
import { openPlace } from "../pages/shell.mjs";
import { showMarket } from "../pages/trade.mjs";
import { executePractice, fillDesk, fillScripts, proposeAgain } from "./fill.mjs";
import { VENUE_SCREENS } from "./venues.mjs";
import { FEW_VIEWS, VIEWS } from "./views.mjs";

const place = (name) => ({ name, views: VIEWS, arrange: (browser) => openPlace(browser, name) });
const empty = (name) => ({ ...place(name), name: `${name}-empty`, views: FEW_VIEWS });

/** A dialog over the trade screen; it is closed again by the next screen's arranging. */
const over = (name, open, dialog) => ({
  name,
  views: FEW_VIEWS,
  async arrange(browser) {
    await openPlace(browser, "trade");
    await open(browser);
    await visible(browser, dialog);
  },
  async leave(browser) {
    await browser.keys("Escape");
    await gone(browser, dialog);
  },
});

/** `[{ name, views, arrange(browser, desktop), leave?(browser) }]`; `arrange` brings the window there and waits until it stands. */
export const SCREENS = [
  { name: "first-start", views: VIEWS, arrange: (browser) => shown(browser, "first_start") },
  {
    name: "trade-empty",
    views: FEW_VIEWS,
    async arrange(browser) {
      await createFirstAdmin(browser);
      await openPlace(browser, "trade");
      await waitForAttribute(browser, "chart", "data-state", "ready");
    },
  },
  ...["approvals", "research", "audit"].map(empty),
  {
    name: "trade",
    views: VIEWS,
    async arrange(browser, desktop) {
      await fillDesk(browser, desktop);
      await executePractice(browser);
      await proposeAgain(browser);
      await showMarket(browser, "builtin", "SIM-A/USD");
    },
  },
  { name: "trade-recorded", views: FEW_VIEWS, arrange: (browser) => showMarket(browser, "coinbase", "BTC/USD") },
  {
    name: "approvals",
    views: VIEWS,
    async arrange(browser) {
      await proposeAgain(browser);
      await openPlace(browser, "approvals");
      await visible(browser, "approval-document");
    },
  },
  {
    name: "approvals-decided",
    views: FEW_VIEWS,
    async arrange(browser) {
      await press(browser, "approvals-tab-decided");
      await visible(browser, "approvals-decided-list");
    },
  },
  {
    name: "research",
    views: VIEWS,
    async arrange(browser) {
      await openPlace(browser, "research");
      await visible(browser, "research-result");
    },
  },
  {
    name: "sweep",
    views: VIEWS,
    async arrange(browser) {
      await runSweep(browser, { market: "coinbase:BTC/USD", strategy: "rsi_cross" });
    },
  },
  {
    name: "walk-forward",
    views: VIEWS,
    async arrange(browser) {
      await runWalkForward(browser, { train: 180, test: 60 });
    },
  },
  {
    name: "scripts-empty",
    views: FEW_VIEWS,
    async arrange(browser) {
      await openScripts(browser);
      await visible(browser, "scripts-empty");
    },
  },
  {
    name: "scripts",
    views: VIEWS,
    async arrange(browser) {
      await fillScripts(browser);
      await openScripts(browser);
      await checked(browser, "problem");
    },
  },
  {
    name: "scripts-difference",
    views: FEW_VIEWS,
    async arrange(browser) {
      await press(browser, "script-my_trend");
      await press(browser, "script-version-1");
      await visible(browser, "script-old-difference");
    },
  },
  ...["risk", "audit", "settings"].map(place),
  ...VENUE_SCREENS,
  over("palette", (browser) => press(browser, "top-search"), "palette"),
  over("shortcuts", (browser) => press(browser, "rail-help"), "shortcut-sheet"),
  over("kill", (browser) => press(browser, "top-kill"), "kill-dialog"),
  over("analyse", (browser) => press(browser, "chart-analyse"), "analyse-dialog"),
  over("import", (browser) => press(browser, "watchlist-import"), "import-dialog"),
  over("add-market", (browser) => press(browser, "watchlist-add"), "market-dialog"),
  {
    name: "locked",
    views: FEW_VIEWS,
    async arrange(browser) {
      await press(browser, "rail-user");
      await press(browser, "user-menu-sign-out");
      await (await byTestId(browser, "rail-user")).waitForExist({ reverse: true });
    },
  },
];
