// npm run e2e [-- FILE...]: builds what changed and runs the end-to-end tests alone.
import { buildPages } from "./build/pages.mjs";
import { buildPrograms } from "./build/programs.mjs";
import { run } from "./process.mjs";
import { setup } from "./setup.mjs";
import { testFiles } from "./test/files.mjs";

if (!(await setup())) process.exit(1);
for (const build of [buildPages, buildPrograms]) {
  const problem = await build();
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
}
const files = process.argv.length > 2 ? process.argv.slice(2) : testFiles("tests/e2e");
process.exit((await run("node", ["--test", "--test-reporter=spec", "--test-concurrency=1", ...files])).code);
