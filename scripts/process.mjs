// Running another program and waiting for it, with its output shown, kept, or both.
import { spawn, spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root; every command runs there. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** What a program answered at once: `{ ok, out }`; a program that is not installed is `ok: false`. */
export function ask(program, args = [], options = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8", ...options });
  return { ok: status === 0, out: `${stdout ?? ""}${stderr ?? ""}`.trim() };
}

/** Whether a program of that name can be started. */
export function installed(program) {
  return ask("sh", ["-c", 'command -v "$0"', program]).ok;
}

/** Runs a program to its end: `{ code, out }`. With `quiet`, what it prints is kept and not shown. */
export function run(program, args = [], { quiet = false, env, cwd = ROOT } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["inherit", "pipe", "pipe"] });
    const kept = [];
    for (const [stream, sink] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      stream.on("data", (chunk) => {
        kept.push(chunk);
        if (!quiet) sink.write(chunk);
      });
    }
    child.on("error", (error) => done({ code: 127, out: `${program} could not start: ${error.message}` }));
    child.on("close", (code, signal) => done({ code: code ?? (signal ? 128 : 1), out: Buffer.concat(kept).toString() }));
  });
}

/** Whether this file is the one node was started with. */
export function isMain(url) {
  return process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(url);
}
