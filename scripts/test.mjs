// npm test: makes the machine ready, then runs every check there is and says plainly how it went.
import { STEPS } from "./test/steps.mjs";
import { setup } from "./setup.mjs";

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

async function attempt(step, failedIds) {
  if (step.needs && failedIds.has(step.needs)) return { ok: false, note: "not run: what it needs did not build" };
  try {
    return await step.run();
  } catch (error) {
    console.error(error);
    return { ok: false };
  }
}

// a step that is no test runner counts as one test
function countOf({ ok, counts }) {
  if (!counts) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

const began = performance.now();
if (!(await setup())) process.exit(1);
const results = [];
const failedIds = new Set();
for (const step of STEPS) {
  console.log(`\n== ${step.name}`);
  const start = performance.now();
  const result = await attempt(step, failedIds);
  if (!result.ok) failedIds.add(step.id);
  results.push({ name: step.name, time: seconds(start), ...result, ...countOf(result) });
}

console.log(`\n== Summary`);
for (const { name, time, ok, passed, failed, counts, note } of results) {
  const tally = counts ? `  ${passed} passed, ${failed} failed` : "";
  console.log(`${ok ? "ok    " : "FAILED"} ${time.padStart(7)} s  ${name}${tally}${note ? `  (${note})` : ""}`);
}
const passed = results.reduce((total, result) => total + result.passed, 0);
const failed = results.reduce((total, result) => total + result.failed, 0);
const broken = results.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(`${passed} passed, ${failed} failed`);
console.log(
  broken.length === 0
    ? `Everything passed: ${results.length} steps in ${seconds(began)} s.`
    : `Failed: ${broken.join("; ")}. The steps' output stands above.`,
);
process.exit(broken.length === 0 ? 0 : 1);
