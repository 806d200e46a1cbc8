// Candles from a file: a broken one is refused and leaves nothing, a good one stands on the chart.
import { strict as assert } from "node:assert";
import { importFile } from "../pages/importing.mjs";
import { textOf, waitForText } from "../pages/element.mjs";
import { addIndicator, candlesShown, panToStart, showMarket } from "../pages/trade.mjs";
import { invoke } from "../window/backend.mjs";
import { brokenCandles } from "./sample.mjs";

const MARKET = { venue: "coinbase", symbol: "BTC/USD" };
const stored = async (browser) => (await invoke(browser, "instruments")).flatMap((instrument) => instrument.stored);

export const REFUSED_FILE = {
  id: "refused-file",
  name: "A broken file is refused with line and column, and nothing of it is kept",
  async run({ browser, desktop }) {
    const { path, line, column } = brokenCandles(desktop.paths.home);
    const { words } = await importFile(browser, { path, ...MARKET, refused: true });
    assert.match(words, new RegExp(`\\b${line}\\b`));
    assert.match(words, new RegExp(column));
    assert.deepEqual(await stored(browser), []);
    return words;
  },
};

export const IMPORTED = {
  id: "import",
  name: "A file of hourly candles is imported",
  async run({ browser, sample }) {
    const { progress } = await importFile(browser, { path: sample.path, ...MARKET });
    assert.ok(progress, "no bar showed the progress");
    const [series] = await stored(browser);
    assert.equal(series.count, sample.rows);
    return `${series.count} candles of ${series.instrument.symbol}`;
  },
};

export const CHART = {
  id: "chart",
  name: "The imported candles stand on the chart with SMA, EMA and RSI",
  async run({ browser }) {
    await showMarket(browser, MARKET.venue, MARKET.symbol);
    assert.ok((await candlesShown(browser)) > 0);
    await addIndicator(browser, "sma", 20);
    await waitForText(browser, "chart-legend", /SMA 20.*EMA|EMA.*SMA 20/s);
    await waitForText(browser, "chart-legend", /RSI 14\s*\d/);
    // what has several columns is drawn with all of them
    for (const name of ["bollinger", "macd"]) await addIndicator(browser, name);
    await waitForText(browser, "chart-legend", /BOLLINGER 20 2 upper\s*\d.*middle\s*\d.*lower\s*\d/s);
    await waitForText(browser, "chart-legend", /MACD 12 26 9 macd\s*\S+.*signal\s*\S+.*histogram\s*\S+/s);
    return (await textOf(browser, "chart-legend")).replaceAll(/\s+/g, " ");
  },
};

export const ALL_CANDLES = {
  id: "all-candles",
  name: "Panning back in time brings every candle",
  async run({ browser, sample }) {
    await panToStart(browser, sample.rows);
    return `${sample.rows} candles on the chart`;
  },
};
