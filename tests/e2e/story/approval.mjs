// From a recommendation to a fill: nothing trades without a countersignature, and one signature trades once.
import { until } from "../desktop/poll.mjs";
import { strict as assert } from "node:assert";
import { analyse } from "../pages/analyse.mjs";
import { approvalOf, execute, openApproval, reject, secondsLeft, sign } from "../pages/approvals.mjs";
import { fill, press, textOf, visible, waitForText } from "../pages/element.mjs";
import { openPlace } from "../pages/shell.mjs";
import { invoke, refusalOf } from "../window/backend.mjs";
import { portrait } from "./portrait.mjs";

/** What says BUY at the end of each file; on the recorded one the forecast rises by 0.028 %. */
const ASKED = {
  recorded: { strategy: "ar_forecast", params: { threshold: "0.02" } },
  made: { strategy: "rsi_cross", params: {} },
};
const asked = ({ recorded }) => ({ ...(recorded ? ASKED.recorded : ASKED.made), venue: "coinbase", symbol: "BTC/USD" });

export const NO_TRADE = {
  id: "no-trade",
  name: "A strategy that sees nothing says so, with its reason, and nothing waits",
  async run({ browser, sample }) {
    const wanted = sample.recorded ? "rsi_cross" : "ar_forecast";
    const before = (await invoke(browser, "approvals")).length;
    const { decision, reason } = await analyse(browser, { venue: "coinbase", symbol: "BTC/USD", strategy: wanted, params: {} });
    if (sample.recorded) assert.match(decision, /NO.TRADE/);
    assert.match(reason, /\d/);
    if (/NO.TRADE/.test(decision)) assert.equal((await invoke(browser, "approvals")).length, before);
    return reason;
  },
};

export const RECOMMENDED = {
  id: "analyse",
  name: "A strategy recommends BUY on the imported candles, and it waits for a signature",
  async run(story) {
    const { browser, sample } = story;
    const { decision, reason, approval } = await analyse(browser, asked(sample));
    assert.match(decision, /BUY/);
    story.approval = approval;
    await openApproval(browser, approval);
    const first = await secondsLeft(browser, approval);
    assert.ok(first > 0 && first <= 300, `${first} s are left`);
    await waitForText(browser, `approval-ring-${approval}`, new RegExp(`^(?!${await textOf(browser, `approval-ring-${approval}`)}$)`));
    return `${approval}: ${reason}`;
  },
};

export const CARD_TELLS = {
  id: "document",
  name: "The document shows what is signed: size, value, band, stop, target, worst loss, fees, drift, rules, reason",
  async run({ browser, approval }) {
    await openApproval(browser, approval);
    const { quantity, strategy, policy } = await approvalOf(browser, approval);
    const text = (await textOf(browser, "approval-document")).replaceAll(/[\u2009\u00a0\u202f]/g, "");
    for (const wanted of [quantity, "BTC", policy]) assert.ok(text.includes(wanted), `${wanted} is not in the document`);
    for (const id of ["approval-notional", "approval-worst-loss", "approval-rules", "approval-why", "approval-figures"]) {
      await visible(browser, id);
    }
    await portrait(browser, "approvals");
    return strategy;
  },
};

export const SIGNED = {
  id: "approve",
  name: "The admin signs it with a reason, by holding",
  async run({ browser, approval }) {
    await sign(browser, approval, "fits the plan of the week");
    const [signature] = (await approvalOf(browser, approval)).signatures;
    assert.equal(signature.reason, "fits the plan of the week");
    assert.match(signature.signature, /^[0-9a-f]{128}$/);
    assert.ok(signature.held_ms >= 900, `held for ${signature.held_ms} ms`);
    return `held for ${signature.held_ms} ms`;
  },
};

export const TOO_MUCH = {
  id: "too-much",
  name: "A larger quantity than was signed is refused, on the screen and behind it",
  async run({ browser, approval }) {
    const { quantity } = await approvalOf(browser, approval);
    const more = String(Number(quantity) * 2);
    await openApproval(browser, approval);
    await fill(browser, "approval-execute-quantity", more);
    const words = await textOf(browser, "approval-execute-quantity-problem");
    assert.ok(words.replaceAll(/[\u2009\u00a0]/g, "").includes(quantity), words);
    assert.equal((await refusalOf(browser, "execute_approval", { approval, quantity: more })).code, "over_cap");
    return words;
  },
};

export const EXECUTED = {
  id: "execute",
  name: "The signed approval is executed: it fills, and stop and target protect it",
  async run({ browser, approval }) {
    const { quantity } = await approvalOf(browser, approval);
    await execute(browser, approval, quantity);
    await until("the whole quantity to be filled", async () => (await approvalOf(browser, approval)).executed === quantity);
    const position = await until("a position protected in full", async () => {
      const { positions } = await invoke(browser, "holdings");
      return positions.find(({ instrument, protection }) => instrument.venue === "coinbase" && protection === "full");
    });
    return `${quantity} at ${position.entry}`;
  },
};

export const ONLY_ONCE = {
  id: "only-once",
  name: "The same approval cannot be executed a second time",
  async run({ browser, approval }) {
    await openApproval(browser, approval, "decided");
    assert.equal(await (await browser.$('[data-testid="approval-execute"]')).isExisting(), false);
    const { quantity } = await approvalOf(browser, approval);
    const refusal = await refusalOf(browser, "execute_approval", { approval, quantity });
    assert.equal(refusal.code, "already_used");
    await portrait(browser, "approval-executed");
    return refusal.message;
  },
};

export const REJECTED = {
  id: "reject",
  name: "Another one is rejected with a reason and can no longer be signed or executed",
  async run(story) {
    const { browser, sample } = story;
    const { approval } = await analyse(browser, asked(sample));
    await reject(browser, approval, "too much of the same");
    const { quantity, statement_hash: hash } = await approvalOf(browser, approval);
    const request = { approval, reason: "after all", statement_hash: hash, held_ms: 950 };
    await refusalOf(browser, "sign_approval", { request });
    await refusalOf(browser, "execute_approval", { approval, quantity });
    await openPlace(browser, "approvals");
    await press(browser, "approvals-tab-decided");
    await visible(browser, `approval-row-${approval}`);
  },
};
