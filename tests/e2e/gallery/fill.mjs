// A desk with something on it, brought about behind the page: candles, a trade, approvals, a backtest.
import { sampleCandles } from "../story/sample.mjs";
import { invoke } from "../window/backend.mjs";

const RECORDED = { venue: "coinbase", symbol: "BTC/USD" };

function importCandles(browser, path) {
  return browser.executeAsync(
    (file, instrument, done) => {
      const { invoke: call, transformCallback } = window.__TAURI_INTERNALS__;
      const progress = `__CHANNEL__:${transformCallback(() => {})}`;
      call("import_candles", { request: { path: file, instrument, timeframe: null }, progress }).then(
        () => done({ done: true }),
        (refusal) => done({ refusal }),
      );
    },
    path,
    RECORDED,
  );
}

const backtestOf = (strategy) => ({
  instrument: RECORDED, timeframe: "1h", period: { kind: "all" }, strategy, params: {}, capital: 10_000, fee: 0.001,
  slippage_bps: 0, sizing: { kind: "all_in" }, short: false, stop_loss: null, take_profit: null, time_zone: "Europe/Stockholm",
});

/** Imports candles and runs a backtest on them. */
export async function fillDesk(browser, desktop) {
  const { refusal } = await importCandles(browser, sampleCandles(desktop.paths.home).path);
  if (refusal) throw new Error(`import: ${refusal.message}`);
  await invoke(browser, "backtest", { request: backtestOf("rsi_cross") });
}

/** Signs and executes a practice trade; another one is rejected. */
export async function executePractice(browser) {
  const of = async () => {
    const { approval } = await invoke(browser, "practice");
    return (await invoke(browser, "approvals")).find(({ id }) => id === approval);
  };
  const { id, quantity, statement_hash: hash } = await of();
  await invoke(browser, "sign_approval", { request: { approval: id, reason: "a first trade to learn by", statement_hash: hash, held_ms: 950 } });
  await invoke(browser, "execute_approval", { approval: id, quantity });
  await invoke(browser, "reject_approvals", { approvals: [(await of()).id], reason: "one is enough" });
}

/** Two approvals that wait: one on the built-in market, one on the imported candles. */
export async function proposeAgain(browser) {
  const waiting = (await invoke(browser, "approvals")).filter(({ status }) => status === "pending");
  if (waiting.length >= 2) return;
  await invoke(browser, "practice");
  const request = { instrument: RECORDED, timeframe: "1h", period: { kind: "all" }, strategy: "practice", params: {} };
  await invoke(browser, "analyse", { request });
}

/** Two scripts: one wrong in its newest version, one right in two. */
export async function fillScripts(browser) {
  const { examples } = await invoke(browser, "script_reference");
  const [rsi, trend] = examples.map(({ source }) => source);
  const save = (name, source, note = "") => invoke(browser, "save_script", { request: { name, source, note, new: false } });
  await save("my_rsi", rsi);
  await save("my_rsi", rsi.replace("ta.rsi(", "ta.rsy("));
  await save("my_trend", trend);
  await save("my_trend", trend.replace("default = 26", "default = 50").replace(":min(1)", ":min(0.9)"), "slower, and less sure of itself");
}
