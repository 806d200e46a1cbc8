// The pages (Vite), built only when what they are made of has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, run } from "../process.mjs";

const SOURCES = ["ui/index.html", "ui/vite.config.ts", "ui/tsconfig.json", "package-lock.json", "ui/src", "ui/public"];
const PAGE = join(ROOT, "ui/dist/index.html");
const STAMP = join(ROOT, "target/pages.sha256");

function addTo(hash, path) {
  if (!existsSync(join(ROOT, path))) return;
  try {
    const names = readdirSync(join(ROOT, path)).sort();
    for (const name of names) addTo(hash, `${path}/${name}`);
  } catch (error) {
    if (error.code !== "ENOTDIR") throw error;
    hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)));
  }
}

// what the pages are made of, and the page as it lies there now: another build mode overwrites it
function fingerprint() {
  const hash = createHash("sha256");
  for (const path of [...SOURCES, "ui/dist/index.html"]) addTo(hash, path);
  return hash.digest("hex");
}

/** Builds the pages where needed; returns what went wrong, or undefined. */
export async function buildPages({ quiet = false } = {}) {
  if (existsSync(PAGE) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint()) return undefined;
  const { code, out } = await run("npm", ["run", "--silent", "ui:build"], { quiet });
  if (code !== 0) return `the pages did not build (code ${code})${quiet ? `:\n${out}` : ""}`;
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, fingerprint());
  return undefined;
}
