// Connections: venues, their state, and the way to connect and try them.
import { until } from "../desktop/poll.mjs";
import { attributeOf, fill, gone, press, textOf, visible, waitForText } from "./element.mjs";
import { openPlace } from "./shell.mjs";

/** Shows a venue beside the table. */
export async function showVenue(browser, venue) {
  await visible(browser, "connections-venues");
  // a cell, because WebKit's driver finds no point in a row
  await (await browser.$(`[data-testid="connections-venue-${venue}"] td`)).click();
  await until(`${venue} to stand beside the table`, async () => (await attributeOf(browser, "connections-venue", "data-venue")) === venue);
}

/** Connects a venue at the addresses of its double, and waits until it is up. */
export async function connectVenue(browser, { venue, rest, ws }) {
  await openPlace(browser, "connections");
  await press(browser, `connections-connect-${venue}`);
  await press(browser, "connect-other-addresses");
  await fill(browser, "connect-rest", rest);
  await fill(browser, "connect-ws", ws);
  await press(browser, "connect-connect");
  await gone(browser, "connect-dialog");
  await showVenue(browser, venue);
}

/** Waits until the venue beside the table is in one of these states. */
export function waitForState(browser, ...wanted) {
  return until(`the venue to be ${wanted.join(" or ")}`, async () => {
    const state = await attributeOf(browser, "connections-state", "data-state");
    if (wanted.includes(state)) return state;
    throw new Error(`it is ${state}: ${await textOf(browser, "connections-state")}`);
  }, { timeoutMs: 60_000 });
}

/** Tries the venue beside the table; the words of the result. */
export async function testVenue(browser) {
  await press(browser, "connections-test");
  await visible(browser, "test-result");
  const passed = await attributeOf(browser, "test-result", "data-passed");
  const text = await textOf(browser, "test-result");
  await browser.keys("Escape");
  await gone(browser, "test-dialog");
  return { passed: passed === "true", text };
}

/** Finds a market of a connected venue and puts it on the watchlist. */
export async function followMarket(browser, venue, symbol) {
  await openPlace(browser, "trade");
  await press(browser, "watchlist-add");
  await fill(browser, "market-search", symbol);
  await press(browser, `market-found-${venue}-${symbol.replace("/", "-")}`);
  await gone(browser, "market-dialog");
  await visible(browser, `watch-${venue}-${symbol.replace("/", "-")}`);
  await waitForText(browser, "chart-symbol", new RegExp(symbol));
}
