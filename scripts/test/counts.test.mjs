import assert from "node:assert/strict";
import { test } from "node:test";
import { countTests } from "./counts.mjs";

test("each runner's summary is understood", () => {
  const cases = [
    ["     Summary [   4.021s] 120 tests run: 118 passed (2 slow), 2 failed, 3 skipped", { passed: 118, failed: 2 }],
    ["     Summary [   0.021s] 1 test run: 1 passed, 0 skipped", { passed: 1, failed: 0 }],
    ["test result: ok. 4 passed; 0 failed; 0 ignored\ntest result: FAILED. 2 passed; 1 failed; 0 ignored", { passed: 6, failed: 1 }],
    ["\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m1 failed\u001b[39m | \u001b[32m12 passed\u001b[39m (13)", { passed: 12, failed: 1 }],
    ["ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 1", { passed: 3, failed: 2 }],
  ];
  for (const [text, counts] of cases) assert.deepEqual(countTests(text), counts, text);
});

test("a text without a summary is no count", () => {
  assert.equal(countTests("Finished `dev` profile in 1.2s"), undefined);
});
