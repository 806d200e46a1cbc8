// The window opens: title, page, no errors; the smallest true statement about the whole build.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDesktop } from "./desktop/desktop.mjs";
import { APPLICATION, OUTPUT } from "./window/product.mjs";
import { pageErrors, saveEvidence, saveScreenshot } from "./window/screenshot.mjs";
import { openWindow } from "./window/session.mjs";

let desktop;
let window;

before(async () => {
  desktop = await openDesktop();
  window = await openWindow(desktop, { binary: APPLICATION });
});

after(async () => {
  await window?.close();
  await desktop?.close();
});

test("the window opens on the built page without an error", async (t) => {
  const { browser } = window;
  try {
    assert.match(await browser.getTitle(), /Countersign/);
    assert.match(await browser.getUrl(), /^tauri:\/\/localhost/);
    assert.deepEqual(await pageErrors(browser), []);
    await saveScreenshot(browser, `${OUTPUT}/window.png`);
  } catch (error) {
    await saveEvidence(browser, OUTPUT, t.name.replaceAll(/\W+/g, "-"));
    throw error;
  }
});
