// Pictures and page sources, kept for whoever must understand a failure.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Saves what the window shows as a PNG; makes the folder. */
export async function saveScreenshot(browser, path) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(await browser.takeScreenshot(), "base64"));
}

/** Saves picture, page source and the page's own error log under `folder/name.*`; never hides the failure it serves. */
export async function saveEvidence(browser, folder, name) {
  mkdirSync(folder, { recursive: true });
  const keep = async (ending, content) => {
    try {
      writeFileSync(join(folder, `${name}.${ending}`), await content());
    } catch (error) {
      writeFileSync(join(folder, `${name}.${ending}.missing`), String(error));
    }
  };
  await keep("png", async () => Buffer.from(await browser.takeScreenshot(), "base64"));
  await keep("html", () => browser.getPageSource());
  await keep("errors.json", async () => JSON.stringify(await pageErrors(browser), null, 2));
}

/** Errors and unhandled rejections the page has seen; the page collects them in `window.__errors`. */
export async function pageErrors(browser) {
  return browser.execute(() => (window.__errors ?? []).map((error) => (typeof error === "string" ? error : JSON.stringify(error))));
}
