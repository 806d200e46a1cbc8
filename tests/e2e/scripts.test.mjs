// A strategy of one's own, from the first letter to what waits for a signature, in the real window.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createFirstAdmin, shown } from "./pages/door.mjs";
import { IMPORTED } from "./story/candles.mjs";
import * as script from "./story/scripts.mjs";
import { beginStory } from "./story/story.mjs";
import { OUTPUT } from "./window/product.mjs";
import { pageErrors, saveEvidence } from "./window/screenshot.mjs";

const STEPS = [
  IMPORTED,
  script.SCRIPT_WRITTEN,
  script.SCRIPT_SAVED,
  script.SCRIPT_COMPARED,
  script.SCRIPT_BACKTESTED,
  script.SCRIPT_PROPOSES,
  script.SCRIPT_STOPPED,
];

let story;
let broken;

before(async () => {
  story = await beginStory({ logs: OUTPUT });
  await shown(story.browser, "first_start");
  await createFirstAdmin(story.browser);
});

after(() => story?.close());

for (const step of STEPS) {
  test(step.name, async (t) => {
    if (broken) return t.skip(`not reached: "${broken}" failed before`);
    try {
      const outcome = await step.run(story);
      assert.deepEqual(await pageErrors(story.browser), [], "the page reported errors");
      if (outcome) t.diagnostic(outcome);
    } catch (error) {
      broken = step.name;
      await saveEvidence(story.browser, OUTPUT, step.id);
      throw error;
    }
  });
}
