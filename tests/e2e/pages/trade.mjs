// The trade screen: market, chart with indicators, ticket, and the dock with what is held.
import { until } from "../desktop/poll.mjs";
import { attributeOf, choose, fill, press, pressInRow, textOf, waitForAttribute, waitForText } from "./element.mjs";
import { openPlace } from "./shell.mjs";

/** Chooses a market in the watchlist and waits until its candles stand on the chart. */
export async function showMarket(browser, venue, symbol) {
  await openPlace(browser, "trade");
  await press(browser, `watch-${venue}-${symbol.replace("/", "-")}`);
  await waitForText(browser, "chart-symbol", new RegExp(symbol));
  await waitForAttribute(browser, "chart", "data-state", "ready");
}

/** How many candles the chart holds. */
export async function candlesShown(browser) {
  return Number(await attributeOf(browser, "chart", "data-candles"));
}

// the wheel and the drag are told to the chart as the platform would: WebKit's driver has no wheel of its own
function pan(browser, testId) {
  return browser.execute((id) => {
    const canvas = document.querySelector(`[data-testid="${id}"] canvas`);
    const box = canvas.getBoundingClientRect();
    const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true, cancelable: true };
    const wheel = (deltaX, deltaY) => canvas.dispatchEvent(new WheelEvent("wheel", { ...at, deltaX, deltaY, deltaMode: 0 }));
    for (let i = 0; i < 20; i += 1) wheel(0, 120); // zooms out
    for (let i = 0; i < 20; i += 1) wheel(-400, 0); // and back in time
  }, testId);
}

/** Pans back in time until the chart holds that many candles. */
export async function panToStart(browser, count) {
  await until(`${count} candles on the chart`, async () => {
    const shown = await candlesShown(browser);
    if (shown === count) return true;
    await pan(browser, "chart-canvas");
    throw new Error(`${shown} are there`);
  }, { timeoutMs: 30_000, everyMs: 100 });
}

/** Adds an indicator with its usual parameters, and waits for its value in the legend. */
export async function addIndicator(browser, name, length) {
  await press(browser, "chart-indicators");
  await choose(browser, "indicator-name", name);
  if (length) await fill(browser, "indicator-param-length", String(length));
  await press(browser, "indicator-add");
  await browser.keys("Escape");
  await waitForText(browser, "chart-legend", new RegExp(`${name.toUpperCase()}[^]*\\d`));
}

/** Fills the order ticket and places the order; the line that tells what became of it. */
export async function placeOrder(browser, { side, type, size, price }) {
  await press(browser, `ticket-side-${side}`);
  await press(browser, `ticket-type-${type}`);
  if (price) await fill(browser, "ticket-price", price);
  await fill(browser, "ticket-size", size);
  await press(browser, "ticket-place");
  return textOf(browser, "ticket-order");
}

/** Opens a tab of the dock; returns the words in it. */
export async function openDock(browser, tab) {
  await press(browser, `dock-${tab}`);
  return textOf(browser, tab);
}

export async function cancelOrder(browser, clientId) {
  await openDock(browser, "orders");
  await pressInRow(browser, `order-${clientId}`, "order-cancel");
}

export async function closePosition(browser, venue, symbol) {
  await openDock(browser, "positions");
  await pressInRow(browser, `position-${venue}-${symbol.replace("/", "-")}`, "position-close");
}
