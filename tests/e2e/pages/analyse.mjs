// The analyse dialog: market, strategy, parameters; and the answer.
import { attributeOf, choose, fill, gone, press, textOf, visible } from "./element.mjs";
import { invoke } from "../window/backend.mjs";
import { showMarket } from "./trade.mjs";

/** Asks a strategy about all candles of a market; `{ decision, reason, approval }`: what it says, why, what waits. */
export async function analyse(browser, { venue, symbol, strategy, params = {} }) {
  await showMarket(browser, venue, symbol);
  await press(browser, "chart-analyse");
  await choose(browser, "analyse-strategy", strategy);
  for (const [name, value] of Object.entries(params)) await fill(browser, `analyse-param-${name}`, value);
  await press(browser, "analyse-period-all");
  await press(browser, "analyse-ask");
  await visible(browser, "analyse-result");
  const decision = await attributeOf(browser, "analyse-result", "data-decision");
  const reason = await textOf(browser, "analyse-reason");
  const [{ approval }] = await invoke(browser, "recommendations");
  await browser.keys("Escape");
  await gone(browser, "analyse-dialog");
  return { decision, reason, approval };
}
