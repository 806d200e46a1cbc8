// Our client against the server that Bitfinex publishes for tests (bfx-api-mock-srv), with answers in the layouts of its
// reference. One line a check; exit status 1 if one failed.
//
//     node tests/protocol/bitfinex-mock/check.mjs --mock DIR --csign FILE
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: given } = parseArgs({ options: { mock: { type: "string" }, csign: { type: "string" } } });
const { MockRESTv2Server, MockWSv2Server } = createRequire(join(given.mock, "package.json"))("bfx-api-mock-srv");

const rest = new MockRESTv2Server({ apiPort: 0, cmdPort: 0 });
const ws = new MockWSv2Server({ apiPort: 0, cmdPort: 0 });
const data = mkdtempSync(join(tmpdir(), "csign-mock-"));

/** An order of 32 fields, the named ones put in their places. */
function order(fields) {
  const row = new Array(32).fill(null);
  const places = { id: 0, cid: 2, symbol: 3, created: 4, updated: 5, amount: 6, original: 7, type: 8, flags: 12, status: 13, price: 16, average: 17 };
  const usual = { id: 139472205825, cid: 1003434, symbol: "tBTCUSD", created: 1706699075903, updated: 1706699075904, amount: 0.1, original: 0.1 };
  const rest = { type: "EXCHANGE LIMIT", flags: 0, status: "ACTIVE", price: 50000, average: 0, ...fields };
  for (const [name, value] of Object.entries({ ...usual, ...rest })) row[places[name]] = value;
  return row;
}

function answers() {
  rest.setResponse("ticker.tBTCUSD", [73350, 2.55, 73351, 6.36, 1003, 0.01386374, 73350, 2638.4, 73583, 68643, null, "later"]);
  rest.setResponse("public_trades.tBTCUSD", [[2, 1710327651447, -3.8e-7, 73219], [1, 1710327651446, 0.00019983, 73218]]);
  rest.setResponse("candles.trade:1m:tBTCUSD.hist", [[60000, 2, 3, 4, 2, 5e-1], [120000, 3, 2.5, 3, 2, 7]]);
  rest.setResponse("wallets", [["exchange", "UST", 10, 0, 9, null, null], ["exchange", "BTC", 1.5, 0, 1.25], ["margin", "USD", 1, 0, 1]]);
  rest.setResponse("active_orders", [order({ amount: 0.04, status: "PARTIALLY FILLED @ 50000.0(0.06)", average: 50000 })]);
  rest.setResponse("orders", [order({ id: 8, amount: 0, status: "EXECUTED @ 50000.0(0.1)", average: 50000 })]);
  const trade = [1284511023, "tBTCUSD", 1706699076000, 8, 0.1, 50000, "EXCHANGE LIMIT", 50000, -1, -10, "USD", 1003434];
  rest.setResponse("trades", [trade]);
  rest.setResponse("positions", []);
  rest.setResponse("auth_permissions", [["orders", 1, 1], ["wallets", 1, 0], ["history", 1, 0], ["withdraw", 0, 1]]);
  rest.setResponse("account_summary", [null, null, null, null, [[0.001, 0.001, 0.001, null, null, -0.0002], [0.002, 0.002, 0.002, null, null, 0.00065]]]);
}

/** What follows the mock's own confirmation of a channel. */
const STREAMS = {
  book: (send) => {
    send([[[6000, 1, 1], [5900, 1, 2], [6100, 1, -3], [6200, 2, -4]]]);
    send(["cs", 1756193398]);
    send([[5900, 0, 1]]);
    send([[6050.5, 1, -1e-7]]);
  },
  trades: (send) => {
    send([[[1, 1710327651446, 0.5, 6000]]]);
    send(["te", [2, 1710327651447, -1, 6001]]);
    send(["tu", [2, 1710327651447, -1, 6001]]);
    send(["te", [3, 1710327651448, 2, 6002]]);
  },
  ticker: (send) => send([[73350, 2.55, 73351, 6.36, 1003, 0.01386374, 73350, 2638.4, 73583, 68643]]),
};

ws.on("message", (client, message) => {
  if (message.event !== "subscribe") return;
  // the mock confirms by sending this very message back with a number written into it
  setImmediate(() => STREAMS[message.channel]?.((rest) => client.send(JSON.stringify([message.chanId, ...rest]))));
});

function csign(...args) {
  const { port: restPort } = rest._apiServerHTTP.address();
  const { port: wsPort } = ws._wss.address();
  const at = ["--rest-url", `http://127.0.0.1:${restPort}`, "--ws-url", `ws://127.0.0.1:${wsPort}`, "--json", "--data-dir", data];
  const env = { ...process.env, COUNTERSIGN_API_KEY: "key", COUNTERSIGN_API_SECRET: "secret", NO_PROXY: "127.0.0.1" };
  return new Promise((done, failed) => {
    const child = spawn(given.csign, ["venue", "bitfinex", ...at, ...args], { env, stdio: ["ignore", "pipe", "pipe"], timeout: 30_000 });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    child.once("close", (code) => {
      if (code !== 0) return failed(new Error(`status ${code}: ${err.trim()}`));
      const lines = out.trim().split("\n");
      done(args[0] === "watch" ? lines.map((line) => JSON.parse(line)) : JSON.parse(out));
    });
  });
}

const pair = "BTC/USD";
const only = (wanted, one) => Object.fromEntries(Object.keys(wanted).map((name) => [name, one[name]]));
const holds = (one, wanted) => assert.deepEqual(only(wanted, one), wanted);

const CHECKS = {
  ticker: async () => holds(await csign("ticker", pair), { bid: "73350", ask: "73351", last: "73350", change: "0.01386374", volume: "2638.4", high: "73583", low: "68643" }),
  trades: async () => {
    const [first, second] = await csign("trades", pair);
    holds(first, { id: "1", side: "buy", size: "0.00019983", timestamp: 1710327651446 });
    holds(second, { id: "2", side: "sell", size: "0.00000038", price: "73219" });
  },
  candles: async () => {
    const rows = await csign("candles", pair, "--timeframe", "1m", "--start", "1970-01-01", "--end", "1970-01-02");
    assert.deepEqual(rows, [[60000, 2, 4, 2, 3, 0.5], [120000, 3, 3, 2, 2.5, 7]]);
  },
  balances: async () => {
    const rows = await csign("balances");
    assert.deepEqual(rows, [{ currency: "USDT", total: "10", available: "9" }, { currency: "BTC", total: "1.5", available: "1.25" }]);
  },
  "working orders": async () => {
    const rows = await csign("orders");
    assert.equal(rows.length, 1);
    holds(rows[0], { id: "139472205825", status: "open", side: "buy", type: "limit", amount: "0.1", filled: "0.06", price: "50000", average: "50000" });
  },
  "past orders": async () => holds((await csign("orders", "--history"))[0], { id: "8", status: "filled", filled: "0.1", average: "50000" }),
  "own trades": async () => {
    const [one] = await csign("my-trades", "--since", "2024-01-01");
    holds(one, { id: "1284511023", side: "buy", size: "0.1", price: "50000", fee: "10", fee_currency: "USD", maker: false });
  },
  "an order, by the number we gave it": async () => {
    const wish = ["order", "place", pair, "buy", "0.1", "--type", "limit", "--price", "50000", "--client-id", "CS-9-1"];
    const { cid } = JSON.parse((await csign(...wish, "--dry-run")).body);
    const taken = order({ id: 1001, cid, symbol: "tBTCUSD" });
    rest.setResponse("order_submit", [1706699076, "on-req", null, null, [taken], null, "SUCCESS", "Submitting 1 orders."]);
    holds(await csign(...wish), { id: "1001", client_id: "CS-9-1" });
  },
  positions: async () => assert.deepEqual(await csign("positions"), []),
  fees: async () => assert.deepEqual(await csign("fees"), { maker: "0.001", taker: "0.002" }),
  "a key that may withdraw": async () => holds(await csign("key-permissions"), { read: true, trade: true, withdraw: true, refused: "withdraw" }),
  "book held to its checksum": async () => {
    const told = await csign("watch", "book", pair, "--count", "3");
    const best = told.map(({ bids, asks }) => [bids.map(([price]) => price), asks[0]]);
    assert.deepEqual(best[0], [["6000", "5900"], ["6100", "3"]]);
    assert.deepEqual(best[1], [["6000"], ["6100", "3"]]);
    assert.deepEqual(best[2], [["6000"], ["6050.5", "0.0000001"]]);
  },
  "trades once each": async () => {
    const told = await csign("watch", "trades", pair, "--count", "3");
    assert.deepEqual(told.map(({ id, side }) => `${id} ${side}`), ["1 buy", "2 sell", "3 buy"]);
  },
  "ticker's stream": async () => holds((await csign("watch", "ticker", pair, "--count", "1"))[0], { bid: "73350", ask: "73351", low: "68643" }),
};

answers();
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}
rmSync(data, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
