// The command line of the same build, on the same desktop and data folder as the window.
import { spawnSync } from "node:child_process";
import { CSIGN } from "./product.mjs";

/** Runs `csign` to its end: `{ code, out, problem, json() }`. `passphrase` signs in where a command acts. */
export function csign(desktop, args, { user, passphrase } = {}) {
  const env = {
    ...desktop.env,
    ...(user && { COUNTERSIGN_USER: user }),
    ...(passphrase && { COUNTERSIGN_PASSPHRASE: passphrase }),
  };
  const { status, stdout, stderr, error } = spawnSync(CSIGN, args, { env, encoding: "utf8" });
  if (error) throw new Error(`csign could not start: ${error.message}`);
  return { code: status, out: stdout, problem: stderr.trim(), json: () => JSON.parse(stdout) };
}
