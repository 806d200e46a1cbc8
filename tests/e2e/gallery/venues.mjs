// Screens of connections and keys: two venues of this machine connected, one that is tried, a key that may withdraw.
import { followMarket, showVenue, waitForState } from "../pages/connections.mjs";
import { gone, press, visible } from "../pages/element.mjs";
import { closeKeyForm, offerKey } from "../pages/keys.mjs";
import { openPlace } from "../pages/shell.mjs";
import { invoke } from "../window/backend.mjs";
import { openDouble } from "../window/double.mjs";
import { FEW_VIEWS, VIEWS } from "./views.mjs";

const SYMBOL = "BTC/USD";
const doubles = {};

/** Doubles of two exchanges, connected behind the page and followed in it; once for the whole gallery. */
async function connectDoubles(browser, desktop) {
  for (const venue of ["bitfinex", "kraken"]) {
    if (doubles[venue]) continue;
    const double = await openDouble(desktop, venue);
    doubles[venue] = double;
    await invoke(browser, "connect_venue", { venue, addresses: { rest: double.rest, ws: double.ws, ws_private: null } });
    await followMarket(browser, venue, SYMBOL);
  }
  await openPlace(browser, "connections");
  await showVenue(browser, "kraken");
  await waitForState(browser, "up");
}

const dialog = (name, testId, open) => ({
  name,
  views: FEW_VIEWS,
  async arrange(browser) {
    await openPlace(browser, "connections");
    await showVenue(browser, "kraken");
    await open(browser);
  },
  async leave(browser) {
    await browser.keys("Escape");
    await gone(browser, testId);
  },
});

export const VENUE_SCREENS = [
  { name: "connections-empty", views: FEW_VIEWS, arrange: (browser) => openPlace(browser, "connections") },
  { name: "connections", views: VIEWS, arrange: connectDoubles },
  dialog("connect", "connect-dialog", async (browser) => {
    await press(browser, "connections-connect-binance");
    await press(browser, "connect-other-addresses");
    await visible(browser, "connect-rest");
  }),
  dialog("connection-test", "test-dialog", async (browser) => {
    await press(browser, "connections-test");
    await visible(browser, "test-result");
  }),
  dialog("download", "download-dialog", async (browser) => {
    await press(browser, "connections-download");
    await visible(browser, "download-dialog");
  }),
  {
    name: "connections-down",
    views: FEW_VIEWS,
    async arrange(browser) {
      await openPlace(browser, "connections");
      await showVenue(browser, "bitfinex");
      await doubles.bitfinex.stop();
      await waitForState(browser, "down", "stale");
    },
  },
  {
    name: "keys-empty",
    views: FEW_VIEWS,
    async arrange(browser) {
      await openPlace(browser, "accounts");
      await visible(browser, "accounts-first-key");
    },
  },
  {
    name: "key-refused",
    views: FEW_VIEWS,
    async arrange(browser) {
      const wide = await doubles.kraken.control("keys", { read: true, trade: true, withdraw: true });
      await offerKey(browser, { venue: "kraken", label: "kraken-wide", key: wide.key, secret: wide.secret });
    },
    leave: closeKeyForm,
  },
  {
    name: "accounts",
    views: VIEWS,
    async arrange(browser) {
      const { key, secret } = doubles.kraken;
      const secrets = { key, secret, stream_key: null, stream_secret: null };
      await invoke(browser, "add_exchange_key", { key: { label: "kraken-main", venue: "kraken", secrets } });
      await openPlace(browser, "accounts");
      await visible(browser, "accounts-key-kraken-main");
    },
  },
];
