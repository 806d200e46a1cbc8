// Other people's clients, unmodified, against our doubles of the venues: Python's ccxt at the version it was tried with.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { ask, installed, ROOT, run } from "../process.mjs";

const VERSION = "4.5.90";
const CHECKS = `${ROOT}/tests/protocol/ccxt`;
const PYTHON = `${ROOT}/target/tools/ccxt-${VERSION}/bin/python`;
const CSIGN = `${process.env.CARGO_TARGET_DIR ?? `${ROOT}/target`}/debug/csign`;

async function python() {
  if (existsSync(PYTHON) && ask(PYTHON, ["-c", "import ccxt"]).ok) return true;
  if (!installed("python3")) return false;
  console.log(`Installing ccxt ${VERSION} into target/tools`);
  const venv = await run("python3", ["-m", "venv", `${ROOT}/target/tools/ccxt-${VERSION}`]);
  if (venv.code !== 0) return false;
  return (await run(PYTHON, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `ccxt==${VERSION}`])).code === 0;
}

/** The first line a simulator prints: `{ rest, ws, key, secret }`. */
function ready(child) {
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout }).once("line", (line) => done(JSON.parse(line)));
    child.once("exit", (code) => failed(new Error(`the simulator ended with ${code} before it was ready`)));
  });
}

async function check(venue) {
  const simulator = spawn(CSIGN, ["simulate", venue, "--port", "0", "--seed", "1", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const { rest, ws, key, secret } = await ready(simulator);
    // one text each: a secret that begins with a dash is no flag
    const args = [`--rest=${rest}`, `--ws=${ws}`, `--key=${key}`, `--secret=${secret}`];
    return (await run(PYTHON, [`${CHECKS}/check_${venue}.py`, ...args], { env: { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" } })).code === 0;
  } finally {
    simulator.kill("SIGINT");
  }
}

/** `{ ok, counts, note }`: a venue is one test. */
export async function checkClients() {
  if (!(await python())) return { ok: true, note: `not checked: python3 with venv, and ccxt ${VERSION} from PyPI, could not be had` };
  const venues = readdirSync(CHECKS).flatMap((file) => /^check_(\w+)\.py$/.exec(file)?.[1] ?? []);
  const counts = { passed: 0, failed: 0 };
  for (const venue of venues.sort()) {
    console.log(`\nccxt ${VERSION} against csign simulate ${venue}`);
    counts[(await check(venue)) ? "passed" : "failed"] += 1;
  }
  return { ok: counts.failed === 0 && venues.length > 0, counts };
}
