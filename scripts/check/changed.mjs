// What a person has been working on: files that differ from the last commit, or that commit's own when nothing does.
import { readFileSync } from "node:fs";
import { ask, ROOT } from "../process.mjs";

/** Changed paths, relative to the root. */
export function changedFiles() {
  const status = ask("git", ["status", "--porcelain", "--untracked-files=all"]);
  const open = status.ok ? status.out.split("\n").filter(Boolean).map((line) => line.trim().replace(/^\S+\s+/, "").replace(/^.* -> /, "")) : [];
  if (open.length > 0) return open;
  const last = ask("git", ["diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "HEAD"]);
  return last.ok ? last.out.split("\n").filter(Boolean) : [];
}

function packageName(manifest) {
  return /^\[package\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(readFileSync(manifest, "utf8"))?.[1];
}

/** `{ crates, pages, scripts }`: names of changed Rust packages, and whether pages or scripts changed. */
export function affected(files, nameOf = (folder) => packageName(`${ROOT}/${folder}/Cargo.toml`)) {
  const crates = new Set();
  for (const file of files) {
    const crate = /^(src-tauri\/crates\/[^/]+\/[^/]+)\//.exec(file)?.[1];
    if (crate) crates.add(nameOf(crate));
    else if (/^(src-tauri\/|tests\/.*\.rs$|Cargo\.toml$|tauri\.conf\.json$)/.test(file)) crates.add("countersign");
  }
  return {
    crates: [...crates].sort(),
    pages: files.some((file) => file.startsWith("ui/") || file === "package.json"),
    scripts: files.some((file) => /^scripts\/.*\.mjs$/.test(file)),
  };
}
