import assert from "node:assert/strict";
import { test } from "node:test";
import { affected } from "./changed.mjs";

const nameOf = (folder) => folder.split("/").at(-1);

test("each changed file names the crate, the pages or the scripts it belongs to", () => {
  const files = [
    "src-tauri/crates/core/domain/src/order.rs",
    "src-tauri/crates/edge/store/Cargo.toml",
    "src-tauri/src/lib.rs",
    "ui/src/app/main.tsx",
    "README.md",
  ];
  assert.deepEqual(affected(files, nameOf), { crates: ["countersign", "domain", "store"], pages: true, scripts: false });
  assert.deepEqual(affected(["scripts/test.mjs", "docs/UX.md"], nameOf), { crates: [], pages: false, scripts: true });
});
