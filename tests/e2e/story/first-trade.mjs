// The guided first trade: what the tour shows and the end-to-end test begins with.
import { AUDITED } from "./recovery.mjs";
import { BACKTEST } from "./research.mjs";
import { CHART, IMPORTED } from "./candles.mjs";
import { EXECUTED, RECOMMENDED, SIGNED } from "./approval.mjs";
import { IN_TABS } from "./orders.mjs";
import { ADMIN_CREATED, DESK_OPEN, PRACTICE, WINDOW } from "./welcome.mjs";

/** `[{ id, name, run(story) }]`: `run` acts, waits for what must follow, and may answer with a sentence. */
export const FIRST_TRADE = [
  WINDOW,
  ADMIN_CREATED,
  PRACTICE,
  DESK_OPEN,
  IMPORTED,
  CHART,
  RECOMMENDED,
  SIGNED,
  EXECUTED,
  IN_TABS,
  BACKTEST,
  AUDITED,
];
