// The two toolchains a machine must have before anything else: Rust and Node, at the versions the manifests ask for.
import { readFileSync } from "node:fs";
import { ask, ROOT } from "../process.mjs";

const NODE_MAJOR = 20;

function olderThan(found, wanted) {
  const [a, b] = [found, wanted].map((text) => text.split(".").map(Number));
  for (let i = 0; i < b.length; i += 1) {
    if ((a[i] ?? 0) !== b[i]) return (a[i] ?? 0) < b[i];
  }
  return false;
}

/** The Rust version that Cargo.toml asks for, as text. */
export function wantedRust(manifest = readFileSync(`${ROOT}/Cargo.toml`, "utf8")) {
  return /^rust-version\s*=\s*"([\d.]+)"/m.exec(manifest)?.[1] ?? "1.95";
}

function rustProblem() {
  const wanted = wantedRust();
  const { ok, out } = ask("cargo", ["--version"]);
  if (!ok) return `Rust is missing: no cargo on the PATH. Install Rust ${wanted} or newer from https://rustup.rs and start again.`;
  const found = /cargo ([\d.]+)/.exec(out)?.[1] ?? "0";
  return olderThan(found, wanted) ? `Rust ${found} is too old, ${wanted} is needed: rustup update stable` : undefined;
}

function nodeProblem() {
  const found = process.versions.node;
  return olderThan(found, `${NODE_MAJOR}`)
    ? `Node ${found} is too old, ${NODE_MAJOR} or newer is needed: https://nodejs.org`
    : undefined;
}

/** One sentence for each toolchain that is missing or too old. */
export function programProblems() {
  return [rustProblem(), nodeProblem()].filter((problem) => problem !== undefined);
}
