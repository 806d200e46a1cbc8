// Two venues, connected in the window: followed, tried, lost and found again; and a key each way.
import { strict as assert } from "node:assert";
import { until } from "../desktop/poll.mjs";
import { connectVenue, followMarket, showVenue, testVenue, waitForState } from "../pages/connections.mjs";
import { byTestId, textOf, waitForAttribute, waitForText } from "../pages/element.mjs";
import { addKey, closeKeyForm, offerKey } from "../pages/keys.mjs";
import { openPlace } from "../pages/shell.mjs";
import { placeOrder, showMarket } from "../pages/trade.mjs";
import { invoke, refusalOf } from "../window/backend.mjs";
import { openDouble } from "../window/double.mjs";
import { portrait } from "./portrait.mjs";

const SYMBOL = "BTC/USD";
const VENUES = ["kraken", "bitfinex"];

const viewOf = async (browser, venue) => (await invoke(browser, "connections")).find((view) => view.venue === venue);

/** Waits until what stands in the book is another than before. */
async function bookMoves(browser) {
  const first = await textOf(browser, "book-panel");
  assert.match(first, /\d/, "the book is empty");
  await until("the book to move", async () => (await textOf(browser, "book-panel")) !== first);
}

const ticket = (side) => ({
  instrument: { venue: "kraken", symbol: SYMBOL }, side, order_type: "market", quantity: "0.001", price: null, stop_price: null,
  stop_loss: null, take_profit: null, post_only: false, reduce_only: false, time_in_force: "gtc",
});

export const CONNECTED = {
  id: "connected",
  name: "Two venues are connected at addresses of this machine",
  async run(story) {
    const { browser, desktop } = story;
    story.doubles = {};
    for (const venue of VENUES) {
      story.doubles[venue] = await openDouble(desktop, venue);
      await connectVenue(browser, story.doubles[venue]);
      await waitForState(browser, "up", "syncing");
    }
    const { custom, loopback } = await viewOf(browser, "kraken");
    assert.deepEqual([custom, loopback], [true, true]);
  },
};

export const FOLLOWED = {
  id: "followed",
  name: "The same market of both is followed, with a live chart and book",
  async run({ browser }) {
    for (const venue of VENUES) {
      await followMarket(browser, venue, SYMBOL);
      await showMarket(browser, venue, SYMBOL);
      await bookMoves(browser);
    }
    const live = (await invoke(browser, "watchlist")).filter((row) => row.live && row.instrument.symbol === SYMBOL);
    assert.deepEqual(live.map((row) => row.instrument.venue).sort(), [...VENUES].sort());
    await portrait(browser, "trade-connected");
  },
};

export const TRIED = {
  id: "tried",
  name: "A test of the connection passes its steps",
  async run({ browser }) {
    await openPlace(browser, "connections");
    await showVenue(browser, "kraken");
    await waitForState(browser, "up");
    const { passed, text } = await testVenue(browser);
    assert.ok(passed, text);
    await portrait(browser, "connections");
    return text.replaceAll(/\s+/g, " ");
  },
};

export const KEYED = {
  id: "keyed",
  name: "A key that trades is kept; one that may withdraw is refused, and its secret stands nowhere",
  async run({ browser, doubles: { kraken } }) {
    const kept = await addKey(browser, { venue: "kraken", label: "kraken-main", key: kraken.key, secret: kraken.secret });
    const wide = await kraken.control("keys", { read: true, trade: true, withdraw: true });
    const words = await offerKey(browser, { venue: "kraken", label: "kraken-wide", key: wide.key, secret: wide.secret });
    assert.match(words, /may withdraw/);
    const page = await browser.execute(() => document.documentElement.outerHTML + location.href);
    assert.ok(!page.includes(wide.secret) && !page.includes(kraken.secret), "a secret stands in the page");
    await portrait(browser, "key-refused");
    await closeKeyForm(browser);
    assert.deepEqual((await invoke(browser, "exchange_keys")).map(({ label }) => label), ["kraken-main"]);
    return kept;
  },
};

export const BOUGHT = {
  id: "bought",
  name: "A paper order fills against the venue's live book",
  async run({ browser }) {
    await showMarket(browser, "kraken", SYMBOL);
    await placeOrder(browser, { side: "buy", type: "market", size: "0.001" });
    const here = ({ instrument, status }) => instrument.venue === "kraken" && status === "filled";
    await until("it to be filled", async () => (await invoke(browser, "holdings")).orders.some(here));
  },
};

export const LOST = {
  id: "lost",
  name: "The venue goes: its row says so, its prices are marked old, an entry is refused",
  async run({ browser, doubles }) {
    await doubles.kraken.stop();
    await openPlace(browser, "connections");
    await showVenue(browser, "kraken");
    const state = await waitForState(browser, "down", "stale");
    await portrait(browser, "connections-down");
    await openPlace(browser, "trade");
    await waitForText(browser, "ticket-place", /too old/);
    await waitForAttribute(browser, "watch-kraken-BTC-USD", "data-silent", "true");
    const { code } = await refusalOf(browser, "place_order", { ticket: ticket("buy") });
    assert.equal(code, "stale_market");
    return state;
  },
};

export const FOUND = {
  id: "found",
  name: "It comes again: connected by itself, and traded",
  async run({ browser, doubles }) {
    doubles.kraken = await doubles.kraken.again();
    await openPlace(browser, "connections");
    await showVenue(browser, "kraken");
    await waitForState(browser, "up");
    const { reconnects } = await viewOf(browser, "kraken");
    assert.ok(reconnects > 0, "no reconnect was counted");
    await showMarket(browser, "kraken", SYMBOL);
    await bookMoves(browser);
    assert.equal(await (await byTestId(browser, "watch-kraken-BTC-USD")).getAttribute("data-silent"), "false");
  },
};
