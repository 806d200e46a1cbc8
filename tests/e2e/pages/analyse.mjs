// The analyse dialog: market, strategy, period; and the answer.
import { until } from "../desktop/poll.mjs";
import { choose, fill, gone, press, textOf } from "./element.mjs";
import { showMarket } from "./trade.mjs";

/** Asks a strategy about a market; `{ decision, reason, approval }` as the page shows them. */
export async function analyse(browser, { venue, symbol, strategy, params = {} }) {
  await showMarket(browser, venue, symbol);
  await press(browser, "chart-analyse");
  await choose(browser, "analyse-strategy", strategy);
  for (const [name, value] of Object.entries(params)) await fill(browser, `analyse-param-${name}`, value);
  await press(browser, "analyse-run");
  const decision = await textOf(browser, "analyse-decision");
  const reason = await textOf(browser, "analyse-reason");
  const link = await browser.$('[data-testid="analyse-approval"]');
  const approval = (await link.isExisting()) ? await until("the approval", async () => /CS-[\d-]+/.exec(await link.getText())?.[0]) : undefined;
  await browser.keys("Escape");
  await gone(browser, "analyse-dialog");
  return { decision, reason, approval };
}
