// The audit page: the chain and the proof of it.
import { press, visible, waitForAttribute, waitForText } from "./element.mjs";
import { openPlace } from "./shell.mjs";

/** Opens the page and verifies; waits until the banner says `whole` or `broken`. */
export async function verifyChain(browser, wanted = "whole") {
  await openPlace(browser, "audit");
  await visible(browser, "audit-table");
  await press(browser, "audit-verify");
  await waitForAttribute(browser, "audit-banner", "data-state", wanted);
}

/** Writes the chain to a file; its path as the page shows it. */
export async function exportChain(browser) {
  await press(browser, "audit-export");
  const text = await waitForText(browser, "audit-written", /\.csl/);
  return /(\/\S.*\.csl)/.exec(text)[1];
}
