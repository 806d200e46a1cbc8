// The first trade, step by step, in the real window.
import { after, before, test } from "node:test";
import { openDesktop } from "./desktop/desktop.mjs";
import { FIRST_TRADE } from "./story/first-trade.mjs";
import { APPLICATION, OUTPUT } from "./window/product.mjs";
import { saveEvidence } from "./window/screenshot.mjs";
import { openWindow } from "./window/session.mjs";

const story = {};
let window;
let broken;

before(async () => {
  story.desktop = await openDesktop();
  window = await openWindow(story.desktop, { binary: APPLICATION });
});

after(async () => {
  await window?.close();
  await story.desktop?.close();
});

for (const step of FIRST_TRADE) {
  test(step.name, async () => {
    if (broken) throw new Error(`not reached: "${broken}" failed before`);
    try {
      await step.run(window.browser, story);
    } catch (error) {
      broken = step.name;
      await saveEvidence(window.browser, OUTPUT, step.id);
      throw error;
    }
  });
}
