// node_modules: installed when absent or when the lock file asks for something else. Compared by content, not by age.
import { existsSync, readFileSync } from "node:fs";
import { ROOT, run } from "../process.mjs";

/** Whether every package the lock file requires stands in what npm says it installed. */
export function modulesCurrent(lock, hidden) {
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.devOptional) return true;
    return hidden.packages?.[path]?.version === wanted.version;
  });
}

function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/**
 * Installs what the lock file names, where needed, running no package's own scripts; returns what went wrong, or undefined.
 * Not by `npm ci`: it refuses a lock file that lacks the builds for other platforms, and a registry mirror that does not
 * carry those leaves them out. `--no-save` leaves package.json and the lock file as they are.
 */
export async function installModules() {
  const lock = read(`${ROOT}/package-lock.json`);
  if (!lock) return "package-lock.json is missing: take a complete copy of the repository.";
  const hidden = read(`${ROOT}/node_modules/.package-lock.json`);
  if (hidden && modulesCurrent(lock, hidden)) return undefined;
  console.log("Installing Node packages (npm install)");
  const { code, out } = await run("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"], { quiet: true });
  return code === 0 ? undefined : `npm install ended with code ${code}:\n${out}`;
}
