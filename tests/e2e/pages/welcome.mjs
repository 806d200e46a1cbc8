// The welcome of a first start, in three steps.
import { until } from "../desktop/poll.mjs";
import { fill, press, textOf, visible } from "./element.mjs";
import { holdUntil } from "./hold.mjs";

/** First step: language and look. */
export async function chooseLook(browser, language) {
  await press(browser, `onboarding-language-${language}`);
  await until(`the welcome in ${language}`, () => browser.execute((wanted) => document.documentElement.lang === wanted, language));
}

/** To the second step: who signs. Returns the code that is shown once. */
export async function createAdmin(browser, { name, passphrase }) {
  await press(browser, "onboarding-look-next");
  await fill(browser, "onboarding-name", name);
  await fill(browser, "onboarding-passphrase", passphrase);
  await press(browser, "onboarding-make");
  await press(browser, "onboarding-recovery");
  const code = await textOf(browser, "onboarding-recovery-code");
  await press(browser, "onboarding-recovery-done");
  await press(browser, "onboarding-signature-next");
  return code;
}

/** Third step: the practice recommendation is signed by holding; returns what became of it, in the page's words. */
export async function signFirstTrade(browser) {
  await visible(browser, "onboarding-proposal");
  await holdUntil(browser, "onboarding-sign", () => visible(browser, "onboarding-signed"));
  const words = [];
  for (const step of ["signed", "filled", "protected"]) words.push(await partsOf(browser, `onboarding-${step}`));
  return words.join(", ").replaceAll(/\s+/g, " ");
}

export async function openDeskFromWelcome(browser) {
  await press(browser, "onboarding-open");
  await visible(browser, "mode-block");
}

/** The words of an element whose parts stand apart on the screen. */
async function partsOf(browser, id) {
  const parts = await (await visible(browser, id)).$$("span").map((part) => part.getText());
  return parts.filter(Boolean).join(", ");
}
