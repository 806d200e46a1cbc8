// Everything a user does from the first start to a forged database, in the order of one life of the product.
import { CARD_TELLS, EXECUTED, NO_TRADE, ONLY_ONCE, RECOMMENDED, REJECTED, SIGNED, TOO_MUCH } from "./approval.mjs";
import { ALL_CANDLES, CHART, IMPORTED, REFUSED_FILE } from "./candles.mjs";
import { CLOSED, IN_TABS, LIMIT_ORDER, MARKET_ORDER } from "./orders.mjs";
import { TRADER_ADDED, TRADER_MAY_NOT_SIGN } from "./people.mjs";
import { AUDITED, CHAIN_EXPORTED, FORGED, KILLED } from "./recovery.mjs";
import { BACKTEST, BACKTEST_ELSEWHERE, BACKTEST_LOOKED_AT } from "./research.mjs";
import { CELL_BACKTESTED, SWEPT, WALKED_FORWARD } from "./sweep.mjs";
import { ADMIN_CREATED, DESK_OPEN, LANGUAGES, PRACTICE, WINDOW } from "./welcome.mjs";

/** `[{ id, name, run(story) }]` */
export const WHOLE_STORY = [
  WINDOW,
  ADMIN_CREATED,
  PRACTICE,
  DESK_OPEN,
  LANGUAGES,
  REFUSED_FILE,
  IMPORTED,
  CHART,
  ALL_CANDLES,
  NO_TRADE,
  RECOMMENDED,
  CARD_TELLS,
  SIGNED,
  TOO_MUCH,
  EXECUTED,
  ONLY_ONCE,
  REJECTED,
  IN_TABS,
  MARKET_ORDER,
  LIMIT_ORDER,
  CLOSED,
  BACKTEST,
  BACKTEST_LOOKED_AT,
  BACKTEST_ELSEWHERE,
  SWEPT,
  CELL_BACKTESTED,
  WALKED_FORWARD,
  AUDITED,
  TRADER_ADDED,
  TRADER_MAY_NOT_SIGN,
  KILLED,
  CHAIN_EXPORTED,
  FORGED,
];
