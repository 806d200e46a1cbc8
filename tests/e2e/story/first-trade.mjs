// The first trade as a list of steps, which the tour shows and the end-to-end test asserts.
import { strict as assert } from "node:assert";
import { until } from "../desktop/poll.mjs";
import { pageErrors } from "../window/screenshot.mjs";

/** `[{ id, name, run(browser, story) }]`: `run` acts, waits for what must follow, and may answer with a sentence. */
export const FIRST_TRADE = [
  {
    id: "window",
    name: "The window opens",
    async run(browser) {
      const title = await until("the window's title", async () => (await browser.getTitle()).includes("Countersign") && browser.getTitle());
      assert.deepEqual(await pageErrors(browser), []);
      return title;
    },
  },
];
