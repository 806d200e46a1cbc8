// The candles the story is told with: the recorded file where it lies beside the repository, else ones made here.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../window/product.mjs";

const HOUR_MS = 3_600_000;
const FIRST_MS = Date.UTC(2018, 0, 1);
const RECORDED = join(ROOT, "../shared/data/coinbase_BTC-USD_1h.csv");
const HEADER = "timestamp_ms,open,high,low,close,volume";

// the same walk every time: a linear congruential generator (Numerical Recipes' constants)
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function closes(count, next) {
  const prices = [4000];
  for (let i = 1; i < count; i += 1) {
    const pull = (4000 - prices[i - 1]) * 0.002;
    prices.push(prices[i - 1] + pull + (next() - 0.5) * 60);
  }
  // the last hours fall and then turn, so that momentum strategies have something to say
  for (let i = 20; i >= 2; i -= 1) prices[count - i] = prices[count - i - 1] - 25;
  prices[count - 1] = prices[count - 2] + 180;
  return prices;
}

/** Text of a CSV with `count` hourly candles that end with a fall and a turn. */
export function candleFile(count, seed = 1) {
  const next = chance(seed);
  const prices = closes(count, next);
  const rows = prices.map((close, i) => {
    const open = prices[Math.max(0, i - 1)];
    const [high, low] = [Math.max(open, close) + next() * 10, Math.min(open, close) - next() * 10];
    const figures = [open, high, low, close, 5 + next() * 50].map((value) => value.toFixed(2));
    return [FIRST_MS + i * HOUR_MS, ...figures].join(",");
  });
  return `${[HEADER, ...rows].join("\n")}\n`;
}

/** The file to import: `{ path, rows, recorded }`; the made one is written into `folder`. */
export function sampleCandles(folder) {
  if (existsSync(RECORDED)) return { path: RECORDED, rows: 20_111, recorded: true };
  const [path, rows] = [join(folder, "sample_BTC-USD_1h.csv"), 6000];
  writeFileSync(path, candleFile(rows));
  return { path, rows, recorded: false };
}

/** A file with text where a price belongs: `{ path, line, column }`. */
export function brokenCandles(folder) {
  const path = join(folder, "broken.csv");
  const lines = candleFile(40).split("\n");
  const cells = lines[3].split(",");
  cells[2] = "a lot";
  lines[3] = cells.join(",");
  writeFileSync(path, lines.join("\n"));
  return { path, line: 4, column: "high" };
}
