// The desktop application and csign, by the dev profile, which the tests share.
import { run } from "../process.mjs";

/** Builds both programs; returns what went wrong, or undefined. */
export async function buildPrograms() {
  const { code } = await run("cargo", ["build", "--workspace", "--bins"]);
  return code === 0 ? undefined : `cargo build ended with code ${code}`;
}
