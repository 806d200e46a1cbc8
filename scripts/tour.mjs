// The tour: the product walks its own guided first trade in a virtual display and saves what it looked like in tour/.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { painted } from "../tests/e2e/pages/shell.mjs";
import { FIRST_TRADE } from "../tests/e2e/story/first-trade.mjs";
import { beginStory } from "../tests/e2e/story/story.mjs";
import { ROOT } from "../tests/e2e/window/product.mjs";
import { pageErrors, saveEvidence, saveScreenshot } from "../tests/e2e/window/screenshot.mjs";

const FOLDER = join(ROOT, "tour");

async function walk(story) {
  for (const [index, step] of FIRST_TRADE.entries()) {
    const number = String(index + 1).padStart(2, "0");
    const began = performance.now();
    try {
      const outcome = await step.run(story);
      const { browser } = story;
      const errors = await pageErrors(browser);
      if (errors.length > 0) throw new Error(`the page reported: ${errors.join("; ")}`);
      await painted(browser);
      await saveScreenshot(browser, join(FOLDER, `${number}-${step.id}.png`));
      console.log(`ok      ${number} ${step.name}${outcome ? `: ${outcome}` : ""} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      console.log(`FAILED  ${number} ${step.name}: ${error.message}`);
      await saveEvidence(story.browser, FOLDER, `failed-${step.id}`);
      return false;
    }
  }
  return true;
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
let worked = false;
try {
  const story = await beginStory({ logs: FOLDER });
  worked = await walk(story);
  await story.close();
} catch (error) {
  console.log(`FAILED  the window did not open: ${error.message}`);
}
console.log(worked ? `The tour went through. Pictures: ${FOLDER}` : `The tour did not go through. Pictures and logs: ${FOLDER}`);
process.exit(worked ? 0 : 1);
