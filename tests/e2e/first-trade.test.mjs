// From the first start to a forged database, step by step, in the real window.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { beginStory } from "./story/story.mjs";
import { WHOLE_STORY } from "./story/whole.mjs";
import { OUTPUT } from "./window/product.mjs";
import { pageErrors, saveEvidence } from "./window/screenshot.mjs";

let story;
let broken;

before(async () => {
  story = await beginStory({ logs: OUTPUT });
});

after(() => story?.close());

for (const step of WHOLE_STORY) {
  test(step.name, async (t) => {
    if (broken) return t.skip(`not reached: "${broken}" failed before`);
    try {
      const outcome = await step.run(story);
      if (!step.ends) assert.deepEqual(await pageErrors(story.browser), [], "the page reported errors");
      if (outcome) t.diagnostic(outcome);
    } catch (error) {
      broken = step.name;
      await saveEvidence(story.browser, OUTPUT, step.id);
      throw error;
    }
  });
}
