// Many parameters at once on the imported candles, and how far to trust the best of them.
import { strict as assert } from "node:assert";
import { attributeOf, figureOf, textOf } from "../pages/element.mjs";
import { backtestCell, runSweep, runWalkForward } from "../pages/research.mjs";
import { invoke } from "../window/backend.mjs";
import { portrait } from "./portrait.mjs";

const RECORDED = { market: "coinbase:BTC/USD", strategy: "rsi_cross" };

export const SWEPT = {
  id: "sweep",
  name: "A sweep fills its map, and the meter says how far to trust the best cell",
  async run({ browser }) {
    const id = await runSweep(browser, RECORDED);
    const sweep = (await invoke(browser, "sweeps")).find((kept) => kept.id === id);
    assert.equal(sweep.done, sweep.total);
    assert.ok(sweep.best[0].sharpe >= sweep.best.at(-1).sharpe, "the best is not first");
    assert.ok(sweep.pbo >= 0 && sweep.pbo <= 1, `probability of overfitting ${sweep.pbo}`);
    assert.equal(Number(await attributeOf(browser, "sweep-map", "data-cells")), sweep.total);
    assert.match(await textOf(browser, "sweep-meter"), /\d/);
    await portrait(browser, "sweep");
    return `${sweep.total} combinations in ${Math.round(sweep.run_ms)} ms, PBO ${sweep.pbo.toFixed(2)}`;
  },
};

export const CELL_BACKTESTED = {
  id: "sweep-cell",
  name: "The best cell's backtest ends with the equity the map shows for it",
  async run({ browser }) {
    const [sweep] = await invoke(browser, "sweeps");
    const run = await backtestCell(browser);
    const backtest = (await invoke(browser, "backtests")).find(({ id }) => id === run);
    const [best] = sweep.best;
    sweep.request.axes.forEach(({ name }, axis) => assert.equal(backtest.request.params[name], best.params[axis], name));
    assert.ok(Math.abs(backtest.figures.final_equity / best.final_equity - 1) < 1e-9, `${backtest.figures.final_equity} and ${best.final_equity}`);
    return `${await figureOf(browser, "research-final-equity")} of 10 000`;
  },
};

export const WALKED_FORWARD = {
  id: "walk-forward",
  name: "Parameters chosen on the past are tried on what came after",
  async run({ browser }) {
    const verdict = await runWalkForward(browser, { train: 180, test: 60 });
    await portrait(browser, "walk-forward");
    return verdict.replaceAll(/\s+/g, " ");
  },
};
