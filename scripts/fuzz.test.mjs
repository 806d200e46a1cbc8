import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { figures, missing, targets } from "./fuzz.mjs";
import { ROOT } from "./process.mjs";

test("executions and coverage are read from what libFuzzer prints", () => {
  const out = "#2\tINITED cov: 12 ft: 30 corp: 1/1b\n#4096\tpulse  cov: 815 ft: 4051 corp: 9/8Kb\nDone 5000 runs in 3 second(s)\n";
  assert.deepEqual(figures(out), { runs: 5000, edges: 815, features: 4051 });
  assert.deepEqual(figures("#17\tNEW cov: 3 ft: 4\nthread panicked\n"), { runs: 17, edges: 3, features: 4 });
});

test("what is missing is named with what to type", () => {
  assert.match(missing((name) => name !== "cargo-fuzz"), /cargo install cargo-fuzz/);
  assert.match(missing((name) => name !== "c++"), /g\+\+/);
  assert.equal(missing(() => true), undefined);
});

test("every target has seeds, and every folder of seeds a target", () => {
  const programs = readdirSync(`${ROOT}/fuzz/fuzz_targets`).map((file) => file.replace(/\.rs$/, ""));
  assert.deepEqual(targets(), programs.sort());
  for (const target of targets()) assert.ok(readdirSync(`${ROOT}/fuzz/seeds/${target}`).length > 3, target);
});
