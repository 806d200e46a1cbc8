// How many tests passed and failed, read from what the runners print.
const ESCAPES = new RegExp(String.raw`\u001b\[[\d;]*m`, "g");

const RUNNERS = [
  // cargo nextest: Summary [   1.2s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped
  { passed: /Summary \[.*tests? run:\s*(\d+) passed/g, failed: /Summary \[.*?(\d+) failed/g },
  // cargo test: test result: ok. 12 passed; 0 failed; ...
  { passed: /^test result: .*?(\d+) passed;/gm, failed: /^test result: .*?(\d+) failed;/gm },
  // vitest:      Tests  1 failed | 12 passed (13)
  { passed: /^\s*Tests\s.*?(\d+) passed/gm, failed: /^\s*Tests\s.*?(\d+) failed/gm },
  // node --test: ℹ pass 12
  { passed: /^ℹ pass (\d+)$/gm, failed: /^ℹ (?:fail|cancelled) (\d+)$/gm },
];

function sum(text, pattern) {
  return [...text.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
}

/** `{ passed, failed }`, or undefined where no runner's summary stands in the text. */
export function countTests(output) {
  const text = output.replaceAll(ESCAPES, "");
  const counts = RUNNERS.map(({ passed, failed }) => ({ passed: sum(text, passed), failed: sum(text, failed) }));
  const total = counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }));
  return total.passed + total.failed > 0 ? total : undefined;
}
