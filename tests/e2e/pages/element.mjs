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

/**
 * Replaces a field's text as a person does (clearing by the driver is not seen by the page), and looks whether it
 * stands there: where the page moved under the pointer, the click went elsewhere.
 */
export async function fill(browser, id, text) {
  await until(`"${id}" to read ${text}`, async () => {
    const element = await visible(browser, id);
    await element.click();
    await browser.keys(["Control", "a"]);
    await browser.keys("Backspace");
    await element.addValue(text);
    return (await element.getValue()) === text;
  });
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

/** Presses what a table's row offers; it shows when the pointer is over the row. */
export async function pressInRow(browser, row, id) {
  await visible(browser, row);
  // a cell, because WebKit's driver finds no point in a row
  await (await browser.$(`[data-testid="${row}"] td`)).moveTo();
  const button = await browser.$(`[data-testid="${row}"] [data-testid="${id}"]`);
  await button.waitForClickable({ timeoutMsg: `"${id}" of "${row}" cannot be pressed` });
  await button.click();
}

/** Opens a select and takes one of its options. */
export async function choose(browser, id, option) {
  await press(browser, id);
  await press(browser, `${id}-${option}`);
}

/** Types into a field with suggestions and takes the first. */
export async function chooseTyped(browser, id, text) {
  await fill(browser, id, text);
  await browser.keys(["ArrowDown"]);
  await browser.keys(["Enter"]);
  await until(`"${id}" to hold ${text}`, async () => (await byTestId(browser, id).getValue()) === text);
}

/** The number in an element as the page writes it: thin spaces, a true minus, a unit or percent sign after it. */
export async function figureOf(browser, id) {
  const text = (await textOf(browser, id)).replaceAll("\u2212", "-").replaceAll(/[\u2009\u00a0\u202f\s]/g, "");
  const figure = Number.parseFloat(text.replace(/^[^\d-]+/, ""));
  if (Number.isNaN(figure)) throw new Error(`"${id}" shows no number: ${text}`);
  return figure;
}

/** The value of an attribute of an element that is there. */
export async function attributeOf(browser, id, name) {
  return (await visible(browser, id)).getAttribute(name);
}

/** Waits until an attribute has that value. */
export function waitForAttribute(browser, id, name, wanted, options) {
  return until(`"${id}" to have ${name}=${wanted}`, async () => {
    const value = await attributeOf(browser, id, name);
    if (value === wanted) return true;
    throw new Error(`${name} is ${value}`);
  }, options);
}

/** Waits until an element is gone. */
export async function gone(browser, id) {
  await (await byTestId(browser, id)).waitForExist({ reverse: true, timeoutMsg: `"${id}" stayed` });
}

/** Notes from now on whether an element was there, however short; the function returned tells it. */
export async function noteAppearance(browser, id) {
  await browser.execute((wanted) => {
    const there = () => document.querySelector(`[data-testid="${wanted}"]`) !== null;
    const note = { seen: there() };
    new MutationObserver(() => (note.seen ||= there())).observe(document.body, { childList: true, subtree: true });
    window.__appeared = { ...window.__appeared, [wanted]: note };
  }, id);
  return () => browser.execute((wanted) => window.__appeared[wanted].seen, id);
}
