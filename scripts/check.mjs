// npm run check: the one-minute loop, on what changed since the last commit only.
import { affected, changedFiles } from "./check/changed.mjs";
import { installed, run } from "./process.mjs";
import { setup } from "./setup.mjs";
import { testFiles } from "./test/files.mjs";

function commands({ crates, pages, scripts }) {
  const packages = crates.flatMap((name) => ["-p", name]);
  const rustTest = installed("cargo-nextest") ? ["nextest", "run", "--no-tests=pass"] : ["test"];
  return [
    ["cargo", "fmt", "--all", "--check"],
    ...(pages ? [["npm", "run", "--silent", "ui:check"], ["npm", "run", "--silent", "ui:test", "--", "--changed"]] : []),
    ...(scripts ? [["node", "--test", ...testFiles("scripts")]] : []),
    ...(crates.length > 0
      ? [["cargo", "clippy", ...packages, "--all-targets", "--", "-D", "warnings"], ["cargo", ...rustTest, ...packages]]
      : []),
  ];
}

if (!(await setup({ unattended: false }))) process.exit(1);
const changed = affected(changedFiles());
console.log(`Changed: ${[...changed.crates, changed.pages && "ui", changed.scripts && "scripts"].filter(Boolean).join(", ") || "nothing that is built"}`);
for (const [program, ...args] of commands(changed)) {
  console.log(`\n== ${program} ${args.join(" ")}`);
  const { code } = await run(program, args);
  if (code !== 0) {
    console.log(`Failed: ${program} ${args.join(" ")}`);
    process.exit(1);
  }
}
console.log("\nAll good.");
