// Research: the set-up of a backtest, its figures and what can be written of it.
import { until } from "../desktop/poll.mjs";
import { invoke } from "../window/backend.mjs";
import {
  attributeOf,
  byTestId,
  choose,
  chooseTyped,
  fill,
  press,
  textOf,
  visible,
  waitForAttribute,
  waitForText,
} from "./element.mjs";
import { openPlace } from "./shell.mjs";

/** Sets up and runs a backtest; returns the run's id when its figures stand. */
export async function runBacktest(browser, { market, strategy, zone }) {
  await openPlace(browser, "research");
  await press(browser, "research-tab-backtest");
  await visible(browser, "research-set-up");
  await choose(browser, "research-market", market);
  await choose(browser, "research-strategy", strategy);
  if (zone) await chooseTyped(browser, "research-zone", zone);
  const former = (await byTestId(browser, "research-result").isExisting()) ? await attributeOf(browser, "research-result", "data-run") : null;
  await press(browser, "research-run");
  return until("the backtest's result", async () => {
    const run = await attributeOf(browser, "research-result", "data-run");
    return run !== former && run;
  });
}

/** Shows one of the three heatmaps: `return`, `won` or `count`; the words under it for one cell. */
export async function readHeatCell(browser, kind, day, hour) {
  await press(browser, `research-heat-kind-${kind}`);
  await browser.$(`[data-testid="research-heat"] [data-cell="${day}-${hour}"]`).moveTo();
  return waitForText(browser, "research-heat-cell", /\S/);
}

/** Writes every artefact of the run in sight; returns the paths as the page shows them, by `kind-format`. */
export async function exportAll(browser, artefacts) {
  await press(browser, "research-export");
  await visible(browser, "research-export-dialog");
  const paths = {};
  for (const [kind, format] of artefacts) {
    await press(browser, `research-export-${kind}-${format}`);
    const text = await waitForText(browser, "research-export-written", new RegExp(`${kind}[^/]*\\.${format}`));
    paths[`${kind}-${format}`] = /(\/\S.*)$/.exec(text.replaceAll("\n", ""))[1];
  }
  await browser.keys("Escape");
  return paths;
}

/** Sweeps what the set-up proposes for a market and a strategy; returns the sweep's id when all of it is there. */
export async function runSweep(browser, { market, strategy }) {
  await openPlace(browser, "research");
  await press(browser, "research-tab-sweep");
  await choose(browser, "research-market", market);
  await choose(browser, "research-strategy", strategy);
  await press(browser, "sweep-run");
  await waitForAttribute(browser, "sweep-result", "data-complete", "true", { timeoutMs: 60_000 });
  return attributeOf(browser, "sweep-result", "data-sweep");
}

/** Backtests the cell under the map's cursor; returns the run's id when its figures stand in place of an earlier run's. */
export async function backtestCell(browser) {
  const former = (await invoke(browser, "backtests")).map(({ id }) => id);
  await press(browser, "sweep-backtest");
  return until("the cell's backtest", async () => {
    const run = await attributeOf(browser, "research-result", "data-run");
    return !former.includes(run) && run;
  });
}

/** Walks the axes of the last sweep forward; the verdict in words. */
export async function runWalkForward(browser, { train, test }) {
  await openPlace(browser, "research");
  await press(browser, "research-tab-walk");
  await fill(browser, "walk-train", String(train));
  await fill(browser, "walk-test", String(test));
  await press(browser, "walk-run");
  await visible(browser, "walk-result");
  return textOf(browser, "walk-verdict");
}
