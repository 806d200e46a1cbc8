// What `npm test` runs, in order: quick checks first, what needs the programs last.
import { buildPages } from "../build/pages.mjs";
import { buildPrograms } from "../build/programs.mjs";
import { installed, run } from "../process.mjs";
import { checkClients } from "./clients.mjs";
import { countTests } from "./counts.mjs";
import { checkDependencies } from "./deny.mjs";
import { testFiles } from "./files.mjs";

const command = (program, ...args) => async () => ({ ok: (await run(program, args)).code === 0 });

const tests = (program, ...args) => async () => {
  const { code, out } = await run(program, args);
  return { ok: code === 0, counts: countTests(out) };
};

const built = (build) => async () => {
  const problem = await build();
  if (problem) console.error(problem);
  return { ok: problem === undefined };
};

const nodeTests = (folder) => () => tests("node", "--test", "--test-reporter=spec", "--test-concurrency=1", ...testFiles(folder))();

function rustTests() {
  return installed("cargo-nextest")
    ? tests("cargo", "nextest", "run", "--workspace", "--no-fail-fast")
    : tests("cargo", "test", "--workspace", "--no-fail-fast");
}

/** `[{ name, needs, run }]`; a step whose need failed is not run. */
export const STEPS = [
  { name: "Rust formatting (rustfmt)", run: command("cargo", "fmt", "--all", "--check") },
  { name: "scripts' own tests", run: nodeTests("scripts") },
  { name: "contrast of the colours", run: command("node", "scripts/contrast.mjs") },
  { name: "TypeScript types and lint (tsc, biome)", run: command("npm", "run", "--silent", "ui:check") },
  { name: "pages' unit tests (vitest)", run: tests("npm", "run", "--silent", "ui:test") },
  { name: "pages build (vite)", id: "pages", run: built(buildPages) },
  { name: "Rust lint (clippy, warnings are errors)", run: command("cargo", "clippy", "--workspace", "--all-targets", "--", "-D", "warnings") },
  { name: "dependencies: licences, bans, sources (cargo-deny)", run: checkDependencies },
  { name: "Rust tests (units, properties, contracts, bindings, architecture)", run: rustTests() },
  { name: "desktop application and csign build", id: "programs", needs: "pages", run: built(buildPrograms) },
  { name: "other people's clients against the simulators, ours against Bitfinex' mock", needs: "programs", run: checkClients },
  { name: "end to end in the real window", needs: "programs", run: nodeTests("tests/e2e") },
  { name: "every screen in every size, theme and language (gallery)", needs: "programs", run: command("node", "scripts/gallery.mjs") },
];
