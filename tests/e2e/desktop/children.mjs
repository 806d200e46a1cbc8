// Programs that live as long as a test does: started, watched, and ended with their process group.
import { spawn } from "node:child_process";
import { openSync } from "node:fs";

// nothing outlives the program that started it, however that ends
const alive = new Set();
process.on("exit", () => alive.forEach((child) => kill(child, "SIGKILL")));
for (const [signal, number] of [["SIGINT", 2], ["SIGTERM", 15]]) process.once(signal, () => process.exit(128 + number));

/** Starts a program in its own process group; its output goes to `log`. */
export function start(program, args, { env, log, stdio = [] } = {}) {
  const sink = log ? openSync(log, "a") : "ignore";
  const child = spawn(program, args, { env, detached: true, stdio: [stdio[0] ?? "ignore", stdio[1] ?? sink, sink, stdio[3] ?? "ignore"] });
  if (child.pid) alive.add(child);
  child.once("exit", () => alive.delete(child));
  child.failed = new Promise((_, refuse) => {
    child.once("error", (error) => refuse(new Error(`${program} could not start: ${error.message}`)));
    child.once("exit", (code) => refuse(new Error(`${program} ended early with code ${code}${log ? `, see ${log}` : ""}`)));
  });
  child.failed.catch(() => {});
  return child;
}

/** Ends a program and all it started, and waits until it is gone. */
export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  const force = setTimeout(() => kill(child, "SIGKILL"), 3000);
  kill(child, signal);
  await gone;
  clearTimeout(force);
}

function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** The first line that a stream says and that satisfies `wanted`. */
export function firstLine(stream, wanted = (line) => line.length > 0) {
  return new Promise((done) => {
    let text = "";
    stream.on("data", (chunk) => {
      text += chunk;
      const line = text.split("\n").slice(0, -1).find(wanted);
      if (line !== undefined) done(line.trim());
    });
  });
}
