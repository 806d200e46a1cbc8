// Licences, bans and sources of every Rust dependency; advisories where their database can be had.
import { existsSync } from "node:fs";
import { ask, installed, ROOT, run } from "../process.mjs";

const VERSION = "0.20.2";
const TOOLS = `${ROOT}/target/tools`;

async function program() {
  if (installed("cargo-deny")) return "cargo-deny";
  const own = `${TOOLS}/bin/cargo-deny`;
  if (existsSync(own)) return own;
  console.log(`Installing cargo-deny ${VERSION} into target/tools`);
  const args = ["install", "--locked", "--debug", "--quiet", "--root", TOOLS, "cargo-deny", "--version", VERSION];
  return (await run("cargo", args)).code === 0 ? own : undefined;
}

/** `{ ok, note }` */
export async function checkDependencies() {
  const deny = await program();
  if (!deny) return { ok: true, note: "not checked: cargo-deny is not installed and could not be" };
  const rules = await run(deny, ["--all-features", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
  if (rules.code !== 0) return { ok: false };
  if (!ask(deny, ["fetch", "db"]).ok) return { ok: true, note: "advisories not checked: their database could not be fetched" };
  return { ok: (await run(deny, ["check", "advisories"])).code === 0 };
}
