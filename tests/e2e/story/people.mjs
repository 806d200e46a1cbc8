// Who may do what: a trader sees no act of signing, and the backend refuses one as well.
import { strict as assert } from "node:assert";
import { addPerson } from "../pages/accounts.mjs";
import { analyse } from "../pages/analyse.mjs";
import { approvalOf, openApproval, signingOffered } from "../pages/approvals.mjs";
import { ADMIN, signInByForm, signOut, TRADER } from "../pages/door.mjs";
import { visible } from "../pages/element.mjs";
import { openPlace } from "../pages/shell.mjs";
import { refusalOf } from "../window/backend.mjs";

export const TRADER_ADDED = {
  id: "trader",
  name: "The admin creates a trader, logs out, and the trader logs in",
  async run({ browser }) {
    await addPerson(browser, TRADER);
    await signOut(browser);
    await signInByForm(browser, TRADER);
    await visible(browser, "mode-block");
  },
};

export const TRADER_MAY_NOT_SIGN = {
  id: "trader-may-not-sign",
  name: "A trader sees no button to sign or reject, and the backend refuses both",
  async run(story) {
    const { browser, sample } = story;
    const strategy = sample.recorded ? { strategy: "ar_forecast", params: { threshold: "0.02" } } : { strategy: "rsi_cross", params: {} };
    const { approval } = await analyse(browser, { venue: "coinbase", symbol: "BTC/USD", ...strategy });
    await openApproval(browser, approval);
    await visible(browser, "approval-only-admins");
    assert.deepEqual(await signingOffered(browser), []);
    await openPlace(browser, "trade");
    assert.deepEqual(await signingOffered(browser), []);
    const { statement_hash: hash } = await approvalOf(browser, approval);
    const request = { approval, reason: "I would like to", statement_hash: hash, held_ms: 950 };
    assert.equal((await refusalOf(browser, "sign_approval", { request })).code, "not_allowed");
    assert.equal((await refusalOf(browser, "reject_approvals", { approvals: [approval], reason: "no" })).code, "not_allowed");
    assert.equal((await refusalOf(browser, "add_user", { person: { ...TRADER, name: "another" } })).code, "not_allowed");
    await signOut(browser);
    assert.ok((await refusalOf(browser, "holdings")).code, "after logging out nothing is answered");
    await signInByForm(browser, ADMIN);
    await visible(browser, "mode-block");
  },
};
