// Other people's clients, unmodified, against our doubles of the venues, and our client against other people's double;
// each at the version it was tried with.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { ask, installed, ROOT, run } from "../process.mjs";

const TOOLS = `${ROOT}/target/tools`;
const CHECKS = `${ROOT}/tests/protocol`;
const CSIGN = `${process.env.CARGO_TARGET_DIR ?? `${ROOT}/target`}/debug/csign`;
const LOCAL = { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
/** A client that waits for something it does not get. */
const PATIENCE_MS = 240_000;

/** From PyPI. Its checks lie in the folder of its name, one for each venue it speaks to. */
const CLIENTS = [
  { name: "ccxt", version: "4.5.90", module: "ccxt" },
  { name: "bitfinex-api-py", version: "4.0.0", module: "bfxapi" },
  { name: "binance-connector", version: "3.13.0", module: "binance" },
  { name: "coinbase-advanced-py", version: "1.8.4", module: "coinbase" },
];

/** From npm: the server that Bitfinex publishes for tests. */
const MOCK = { name: "bfx-api-mock-srv", version: "2.0.0" };

/** The interpreter that has the client; `undefined` where it cannot be had. */
async function python({ name, version, module }) {
  const folder = `${TOOLS}/${name}-${version}`;
  const program = `${folder}/bin/python`;
  if (existsSync(program) && ask(program, ["-c", `import ${module}`]).ok) return program;
  if (!installed("python3")) return undefined;
  console.log(`Installing ${name} ${version} into target/tools`);
  if ((await run("python3", ["-m", "venv", folder])).code !== 0) return undefined;
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`];
  return (await run(program, pip)).code === 0 ? program : undefined;
}

async function mock() {
  const folder = `${TOOLS}/${MOCK.name}-${MOCK.version}`;
  if (existsSync(`${folder}/node_modules/${MOCK.name}`)) return folder;
  mkdirSync(folder, { recursive: true });
  console.log(`Installing ${MOCK.name} ${MOCK.version} into target/tools`);
  const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", `${MOCK.name}@${MOCK.version}`];
  return (await run("npm", args)).code === 0 ? folder : undefined;
}

/** The first line a simulator prints: `{ rest, ws, key, secret }`. */
function ready(child) {
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout }).once("line", (line) => done(JSON.parse(line)));
    child.once("exit", (code) => failed(new Error(`the simulator ended with ${code} before it was ready`)));
  });
}

async function passes(program, args) {
  const limited = installed("timeout") ? ["timeout", [String(PATIENCE_MS / 1000), program, ...args]] : [program, args];
  return (await run(...limited, { env: LOCAL })).code === 0;
}

async function check(program, folder, venue) {
  const simulator = spawn(CSIGN, ["simulate", venue, "--port", "0", "--seed", "1", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const { rest, ws, key, secret } = await ready(simulator);
    // one text each: a secret that begins with a dash is no flag
    const args = [`--rest=${rest}`, `--ws=${ws}`, `--key=${key}`, `--secret=${secret}`];
    return await passes(program, [`${folder}/check_${venue}.py`, ...args]);
  } finally {
    simulator.kill("SIGINT");
  }
}

/** `{ ok, counts, note }`: a client at a venue is one test, and so is our client at the mock. */
export async function checkClients() {
  const counts = { passed: 0, failed: 0 };
  const absent = [];
  const count = (passed) => (counts[passed ? "passed" : "failed"] += 1);
  for (const client of CLIENTS) {
    const named = `${client.name} ${client.version}`;
    const program = await python(client);
    if (!program) {
      absent.push(`${named} from PyPI`);
      continue;
    }
    const folder = `${CHECKS}/${client.name}`;
    const venues = readdirSync(folder).flatMap((file) => /^check_(\w+)\.py$/.exec(file)?.[1] ?? []);
    for (const venue of venues.sort()) {
      console.log(`\n${named} against csign simulate ${venue}`);
      count(await check(program, folder, venue));
    }
  }
  const server = await mock();
  if (server) {
    console.log(`\ncsign venue bitfinex against ${MOCK.name} ${MOCK.version}`);
    count(await passes("node", [`${CHECKS}/bitfinex-mock/check.mjs`, "--mock", server, "--csign", CSIGN]));
  } else {
    absent.push(`${MOCK.name} ${MOCK.version} from npm`);
  }
  const note = absent.length > 0 ? `not checked, because it could not be had: ${absent.join(", ")}` : undefined;
  return { ok: counts.failed === 0, counts: counts.passed + counts.failed > 0 ? counts : undefined, note };
}
