// Finding and using what the pages mark with `data-testid`.
import { until } from "../desktop/poll.mjs";

export const byTestId = (browser, id) => browser.$(`[data-testid="${id}"]`);

/** Waits until an element is to be seen, and returns it. */
export async function visible(browser, id) {
  const element = await byTestId(browser, id);
  await element.waitForDisplayed({ timeoutMsg: `"${id}" did not appear` });
  return element;
}

/** Waits until an element can be pressed, and presses it. */
export async function press(browser, id) {
  const element = await visible(browser, id);
  await element.waitForEnabled({ timeoutMsg: `"${id}" stayed disabled` });
  await element.click();
}

/** Replaces a field's text as a person does; clearing by the driver is not seen by the page. */
export async function fill(browser, id, text) {
  const element = await visible(browser, id);
  await element.click();
  await browser.keys(["Control", "a"]);
  await browser.keys("Backspace");
  await element.addValue(text);
}

export async function textOf(browser, id) {
  return (await visible(browser, id)).getText();
}

/** Waits until an element's text satisfies `wanted` (a RegExp), and returns it. */
export function waitForText(browser, id, wanted, options) {
  return until(`the text of "${id}" to be ${wanted}`, async () => {
    const text = await textOf(browser, id);
    if (wanted.test(text)) return text;
    throw new Error(text);
  }, options);
}

/** Whether an element stands on the page at all. */
export async function present(browser, id) {
  return (await byTestId(browser, id)).isExisting();
}
