// Killed at any moment, the desk is as it was; what is changed behind its back is named.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { forgeEntry } from "../desktop/tamper.mjs";
import { exportChain, verifyChain } from "../pages/audit.mjs";
import { ADMIN, shown, signInByForm } from "../pages/door.mjs";
import { textOf, visible } from "../pages/element.mjs";
import { placeOrder, showMarket } from "../pages/trade.mjs";
import { invoke } from "../window/backend.mjs";
import { csign } from "../window/csign.mjs";
import { portrait } from "./portrait.mjs";

// what must be the same after a restart; marks and profits move with the market
async function state(browser) {
  const { orders, fills, balances } = await invoke(browser, "holdings");
  const approvals = (await invoke(browser, "approvals")).map(({ id, status, executed }) => ({ id, status, executed }));
  return {
    orders: orders.map(({ client_id: id, status, quantity, filled }) => ({ id, status, quantity, filled })),
    fills: fills.map(({ trade_id: id, quantity, price, fee }) => ({ id, quantity, price, fee })),
    balances,
    approvals,
    backtests: (await invoke(browser, "backtests")).map(({ id }) => id),
  };
}

export const AUDITED = {
  id: "audit",
  name: "The audit page shows the chain and proves that it is whole",
  async run({ browser }) {
    await verifyChain(browser);
    await portrait(browser, "audit");
    return (await textOf(browser, "audit-counts")).replaceAll(/\s+/g, " ");
  },
};

export const KILLED = {
  id: "kill-9",
  name: "After kill -9 in the middle of an order everything is as it was, and nothing is doubled",
  async run(story) {
    await showMarket(story.browser, "builtin", "SIM-B/USD");
    await placeOrder(story.browser, { side: "buy", type: "market", size: "1" });
    const before = await state(story.browser);
    await story.killAndReopen();
    await shown(story.browser, "locked");
    await signInByForm(story.browser, ADMIN);
    await visible(story.browser, "mode-block");
    const after = await state(story.browser);
    assert.deepEqual(after, before);
    const { reconcile, unconfirmed_orders: unconfirmed } = await invoke(story.browser, "snapshot");
    assert.equal(reconcile.unexplained, 0);
    assert.equal(unconfirmed, 0);
    await verifyChain(story.browser);
    return `${after.orders.length} orders, ${after.fills.length} fills, ${after.approvals.length} approvals`;
  },
};

export const CHAIN_EXPORTED = {
  id: "export",
  name: "The exported chain verifies without the application, every order covered",
  async run({ browser, desktop }) {
    const path = await exportChain(browser);
    const { code, problem, json } = csign(desktop, ["audit", "verify", path, "--json"]);
    assert.equal(code, 0, problem);
    const { ok, orders, covered, entries } = json();
    assert.equal(ok, true);
    assert.ok(orders > 0);
    assert.equal(covered, orders);
    return `${entries} entries, ${orders} orders`;
  },
};

export const FORGED = {
  id: "forged",
  name: "One byte of the database changed: csign names the entry and ends with 6",
  ends: true, // the window is closed in it
  async run(story) {
    const { desktop } = story;
    await story.window.close();
    // a writer that ends cleanly folds the write-ahead log into the database file
    const imported = csign(desktop, ["candles", "import", story.sample.path, "--venue", "coinbase", "--symbol", "BTC/USD", "--timeframe", "1h"]);
    assert.equal(imported.code, 0, imported.problem);
    const whole = csign(desktop, ["audit", "verify", "--json"]);
    assert.equal(whole.code, 0, whole.problem);
    const seq = forgeEntry(join(desktop.paths.desk, "countersign.db"), "order.filled");
    const { code, out, problem } = csign(desktop, ["audit", "verify", "--json"]);
    assert.equal(code, 6, out);
    const { error } = JSON.parse(problem);
    assert.equal(Number(error.details?.seq ?? error.seq), seq);
    return `${error.code} at entry ${seq}`;
  },
};
