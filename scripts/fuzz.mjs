// npm run fuzz: each fuzz target for two minutes, or for the seconds given, from its seeds; all targets, or those named.
//   npm run fuzz -- [--seconds N] [--seeds DIR] [TARGET ...]
// `--seeds DIR`: inputs from elsewhere beside the seeds, as recorded answers of a venue.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { installed, isMain, ROOT, run } from "./process.mjs";

const FUZZ = `${ROOT}/fuzz`;
/** One allocation, and all of a target's memory, in megabytes. */
const MOST = { malloc: 256, rss: 1024 };
/** Where forms lie that a target's seeds would only repeat. */
const ALSO = { archive: [`${ROOT}/src-tauri/crates/edge/store/tests/parquet`] };
/** Longer inputs find nothing that shorter ones do not, and take longer. */
const LONGEST = 16_384;
/** The compiler is the stable one, which hides the flags of coverage behind this. */
const ENV = { RUSTC_BOOTSTRAP: "1", CARGO_TARGET_DIR: process.env.FUZZ_TARGET_DIR ?? `${FUZZ}/target` };

export const targets = () => readdirSync(`${FUZZ}/seeds`).sort();

/** What is not installed, and how to install it; `undefined` where all is there. */
export function missing(has = installed) {
  if (!has("cargo-fuzz")) return "cargo-fuzz is not installed: cargo install cargo-fuzz --locked";
  if (!has("c++")) return "there is no C++ compiler, which libFuzzer is built with: apt install g++, or xcode-select --install";
  return undefined;
}

/** What libFuzzer printed at the end: `{ runs, features, edges }`. */
export function figures(out) {
  const last = (pattern) => Number([...out.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return { runs: last(/^Done (\d+) runs/gm) || last(/^#(\d+)/gm), edges: last(/ cov: (\d+)/g), features: last(/ ft: (\d+)/g) };
}

async function fuzz(target, seconds, more) {
  const corpus = `${FUZZ}/corpus/${target}`;
  mkdirSync(corpus, { recursive: true });
  const seeds = [`${FUZZ}/seeds/${target}`, ...(ALSO[target] ?? []), ...more];
  const limits = [`-rss_limit_mb=${MOST.rss}`, `-malloc_limit_mb=${MOST.malloc}`, `-max_len=${LONGEST}`, "-timeout=10"];
  const args = ["fuzz", "run", "--sanitizer", "none", target, corpus, ...seeds, "--", `-max_total_time=${seconds}`, ...limits];
  const { code, out } = await run("cargo", args, { cwd: ROOT, env: ENV, quiet: true });
  const found = code !== 0;
  if (found) console.error(out.split("\n").slice(-60).join("\n"));
  return { target, found, ...figures(out) };
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { seconds: { type: "string", default: "120" }, seeds: { type: "string", multiple: true, default: [] } },
    allowPositionals: true,
  });
  const unmet = missing();
  if (unmet) {
    console.error(unmet);
    return 1;
  }
  const known = targets();
  const unknown = positionals.filter((name) => !known.includes(name));
  const nowhere = values.seeds.filter((folder) => !existsSync(folder));
  if (unknown.length > 0 || nowhere.length > 0 || !(Number(values.seconds) > 0)) {
    console.error(`Usage: npm run fuzz -- [--seconds N] [--seeds DIR] [TARGET ...]; targets: ${known.join(", ")}`);
    return 2;
  }
  const built = await run("cargo", ["fuzz", "build", "--sanitizer", "none"], { env: ENV });
  if (built.code !== 0) return 1;
  const results = [];
  for (const target of positionals.length > 0 ? positionals : known) {
    console.log(`\n== ${target}, ${values.seconds} s`);
    const result = await fuzz(target, values.seconds, values.seeds.map((folder) => resolve(folder)));
    console.log(`${result.found ? "FOUND " : "ok    "} ${result.runs} executions, ${result.edges} edges, ${result.features} features`);
    results.push(result);
  }
  const found = results.filter((result) => result.found).map((result) => result.target);
  console.log(found.length === 0 ? "\nNothing found." : `\nFound something: ${found.join(", ")}. The inputs lie in fuzz/artifacts.`);
  return found.length === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) process.exit(await main());
