// Orders by hand: market, limit, cancel, close; and what is held in its tabs.
import { strict as assert } from "node:assert";
import { until } from "../desktop/poll.mjs";
import { textOf } from "../pages/element.mjs";
import { cancelOrder, closePosition, openDock, placeOrder, showMarket } from "../pages/trade.mjs";
import { invoke } from "../window/backend.mjs";
import { portrait } from "./portrait.mjs";

const MARKET = { venue: "builtin", symbol: "SIM-B/USD" };
const here = ({ instrument }) => instrument.venue === MARKET.venue && instrument.symbol === MARKET.symbol;
const orders = async (browser) => (await invoke(browser, "holdings")).orders.filter(here);

export const IN_TABS = {
  id: "tabs",
  name: "Position, order, fill and balance stand in their tabs",
  async run({ browser, approval }) {
    await showMarket(browser, "coinbase", "BTC/USD");
    const { fills } = await invoke(browser, "holdings");
    const fill = fills.find(({ instrument }) => instrument.venue === "coinbase");
    assert.ok(Number(fill.fee) > 0, "the fill has no fee");
    for (const [tab, wanted] of [["positions", /BTC/], ["orders", /BTC/], ["fills", /BTC/], ["balances", /USD/]]) {
      assert.match(await openDock(browser, tab), wanted, tab);
    }
    await openDock(browser, "positions");
    await portrait(browser, "trade");
    return `${approval}: ${fills.length} fills`;
  },
};

export const MARKET_ORDER = {
  id: "market-order",
  name: "A market order by hand fills at once",
  async run({ browser }) {
    await showMarket(browser, MARKET.venue, MARKET.symbol);
    await placeOrder(browser, { side: "buy", type: "market", size: "2" });
    await until("it to be filled", async () => (await orders(browser)).some(({ status, order_type: type }) => status === "filled" && type === "market"));
    return textOf(browser, "ticket-order");
  },
};

export const LIMIT_ORDER = {
  id: "limit-order",
  name: "A limit order below the market waits, and is cancelled",
  async run({ browser }) {
    const { ticker } = (await invoke(browser, "watchlist")).find(here);
    const price = (Number(ticker.bid) * 0.99).toFixed(3);
    await placeOrder(browser, { side: "buy", type: "limit", size: "3", price });
    const order = await until("it to stand open", async () => (await orders(browser)).find(({ status, order_type: type }) => status === "open" && type === "limit"));
    assert.equal(Number(order.price), Number(price));
    await cancelOrder(browser, order.client_id);
    await until("it to be cancelled", async () => (await orders(browser)).find(({ client_id: id }) => id === order.client_id).status === "canceled");
    return `${order.client_id} at ${price}`;
  },
};

export const CLOSED = {
  id: "close",
  name: "The position is closed at market",
  async run({ browser }) {
    await closePosition(browser, MARKET.venue, MARKET.symbol);
    await until("it to be gone", async () => !(await invoke(browser, "holdings")).positions.some(here));
  },
};
