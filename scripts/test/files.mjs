// Node 20's runner takes no patterns and guesses by name, so the test files are listed here.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../process.mjs";

/** Paths of every `*.test.mjs` below a folder, sorted. */
export function testFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(folder, name))
    .sort();
}
