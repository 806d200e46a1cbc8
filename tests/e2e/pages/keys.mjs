// Accounts: keys of exchanges.
import { choose, fill, gone, press, textOf, visible, waitForText } from "./element.mjs";
import { openPlace } from "./shell.mjs";

async function sendKey(browser, { venue, label, key, secret }) {
  await openPlace(browser, "accounts");
  await press(browser, "accounts-add-key");
  await visible(browser, "add-key-dialog");
  await choose(browser, "key-venue", venue);
  await fill(browser, "key-label", label);
  await fill(browser, "key-key", key);
  await fill(browser, "key-secret", secret);
  await press(browser, "key-add");
}

/** Adds a key; the words with which it was kept. */
export async function addKey(browser, key) {
  await sendKey(browser, key);
  await gone(browser, "add-key-dialog");
  await waitForText(browser, "accounts-keys", new RegExp(key.label));
  return textOf(browser, "accounts-key-added");
}

/** Offers a key that will be refused; the words of the refusal. The form stays open. */
export async function offerKey(browser, key) {
  await sendKey(browser, key);
  return textOf(browser, "key-refused");
}

export async function closeKeyForm(browser) {
  await browser.keys("Escape");
  await gone(browser, "add-key-dialog");
}
