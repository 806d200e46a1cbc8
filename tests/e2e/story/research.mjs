// A backtest on the imported candles, looked at and written out.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { invoke } from "../window/backend.mjs";
import { figureOf, textOf } from "../pages/element.mjs";
import { exportAll, readHeatCell, runBacktest } from "../pages/research.mjs";
import { portrait } from "./portrait.mjs";

const PICTURES = ["equity", "drawdown", "distribution", "heatmap_return", "heatmap_winrate", "heatmap_counts"];
const ARTEFACTS = [
  ...PICTURES.flatMap((kind) => [[kind, "png"], [kind, "svg"]]),
  ["trades", "csv"],
  ["result", "json"],
  ["report", "html"],
];
/** How each kind of file begins. */
const BEGINNING = { png: "\x89PNG", svg: "<svg", csv: "", json: "{", html: "<!doctype html" };

/** What RSI cross comes to on the recorded file, worked out by others (the reference beside that file). */
const REFERENCE = { finalEquity: 3661.23, trades: 71, winRate: 66.2, drawdown: -82.17, sharpe: -0.27 };

export const BACKTEST = {
  id: "backtest",
  name: "RSI cross is tried on all imported candles",
  async run({ browser, sample, backtest }) {
    backtest.id = await runBacktest(browser, { market: "coinbase:BTC/USD", strategy: "rsi_cross", zone: "UTC" });
    const equity = await figureOf(browser, "research-final-equity");
    const trades = await figureOf(browser, "research-trade-count");
    if (sample.recorded) {
      assert.equal(equity, REFERENCE.finalEquity);
      assert.equal(trades, REFERENCE.trades);
    } else assert.ok(trades > 0, "it made no trade");
    return `${trades} trades, 10 000 became ${equity}`;
  },
};

export const BACKTEST_LOOKED_AT = {
  id: "backtest-looked-at",
  name: "The result's figures, its three heatmaps and every export stand",
  async run({ browser, sample, backtest }) {
    await portrait(browser, "research");
    if (sample.recorded) {
      assert.equal(await figureOf(browser, "research-win-rate"), REFERENCE.winRate);
      assert.equal(await figureOf(browser, "research-max-drawdown"), REFERENCE.drawdown);
      assert.equal(await figureOf(browser, "research-sharpe"), REFERENCE.sharpe);
    }
    const run = (await invoke(browser, "backtests")).find(({ id }) => id === backtest.id);
    const [day, hour] = busiest(run.heatmap_counts);
    const words = {};
    for (const kind of ["return", "won", "count"]) words[kind] = await readHeatCell(browser, kind, day, hour);
    assert.match(words.count, new RegExp(`\\b${run.heatmap_counts[day][hour]}\\b`));
    assert.equal(new Set(Object.values(words)).size, 3, "the three maps say the same of a cell");
    assert.match(await textOf(browser, "research-heat-zone"), /UTC/);
    const paths = await exportAll(browser, ARTEFACTS);
    for (const [kind, format] of ARTEFACTS) {
      const bytes = readFileSync(paths[`${kind}-${format}`]);
      assert.ok(bytes.length > 100, `${kind}.${format} has ${bytes.length} bytes`);
      const start = bytes.subarray(0, 200).toString("latin1").toLowerCase();
      assert.ok(start.includes(BEGINNING[format].toLowerCase()), `${kind}.${format} begins with ${start.slice(0, 20)}`);
    }
    return `${ARTEFACTS.length} files written`;
  },
};

export const BACKTEST_ELSEWHERE = {
  id: "backtest-zone",
  name: "In another time zone the same trades fall into other hours",
  async run({ browser, backtest }) {
    const all = async (id) => (await invoke(browser, "backtests")).find((run) => run.id === id);
    const id = await runBacktest(browser, { market: "coinbase:BTC/USD", strategy: "rsi_cross", zone: "Europe/Stockholm" });
    assert.doesNotMatch(await textOf(browser, "research-heat-zone"), /UTC/);
    const [utc, stockholm] = [await all(backtest.id), await all(id)];
    assert.equal(stockholm.request.time_zone, "Europe/Stockholm");
    assert.equal(stockholm.figures.final_equity, utc.figures.final_equity);
    assert.notDeepEqual(stockholm.heatmap_counts, utc.heatmap_counts);
    return textOf(browser, "research-heat-zone");
  },
};

function busiest(counts) {
  const cells = counts.flatMap((row, day) => row.map((count, hour) => ({ day, hour, count })));
  const { day, hour } = cells.reduce((most, cell) => (cell.count > most.count ? cell : most));
  return [day, hour];
}
