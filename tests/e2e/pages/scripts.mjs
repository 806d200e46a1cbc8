// The scripts: the list, the editor, what is said of a text.
import { until } from "../desktop/poll.mjs";
import { attributeOf, fill, press, textOf, visible, waitForAttribute } from "./element.mjs";
import { openPlace } from "./shell.mjs";

export async function openScripts(browser) {
  await openPlace(browser, "research");
  await press(browser, "research-tab-scripts");
}

/** A new script from the first example; the editor stands with it when this returns. */
export async function newScript(browser, name) {
  await press(browser, "script-new");
  await fill(browser, "script-new-name", name);
  await press(browser, "script-new-make");
  await until(`the script ${name}`, async () => (await textOf(browser, "script-name")) === name);
  await visible(browser, "script-source");
}

/** Puts a text in the place of all that stands in the editor, as pasting does. */
export async function replaceSource(browser, text) {
  await (await visible(browser, "script-source")).click();
  await browser.keys(["Control", "a"]);
  await browser.execute((pasted) => document.execCommand("insertText", false, pasted), text);
}

/** Waits until the text was read: `fine`, or `problem` with the line it is at. */
export async function checked(browser, state) {
  await waitForAttribute(browser, "script-check", "data-state", state);
  return state === "problem" ? Number(await attributeOf(browser, "script-check", "data-line")) : undefined;
}

/** Types in the editor where the cursor is, and takes the completion of that name. */
export async function complete(browser, typed, wanted) {
  // one after the other: of keys given together the driver presses each but once
  for (const key of typed) await browser.keys(key);
  await until(`${wanted} to be offered`, async () => {
    const offered = await browser.$$(".cm-tooltip-autocomplete li[aria-selected] .cm-completionLabel");
    return (await offered.length) > 0 && (await offered[0].getText()) === wanted;
  });
  // with the mouse: a key within a moment of the offer is still typing
  await browser.$(".cm-tooltip-autocomplete li[aria-selected]").click();
  await until("the completion to be taken", async () => !(await browser.$(".cm-tooltip-autocomplete").isExisting()));
}

/** Saves with the keyboard; the number of the version. */
export async function saveScript(browser) {
  const former = Number(await attributeOf(browser, "script-acts", "data-version"));
  await browser.keys(["Control", "s"]);
  await waitForAttribute(browser, "script-acts", "data-version", String(former + 1));
  return former + 1;
}
