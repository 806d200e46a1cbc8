// Installing system packages where apt is there and may be used; else one line for a person to run.
import { ask, installed, run } from "../process.mjs";

const UNATTENDED = { DEBIAN_FRONTEND: "noninteractive" };

/** The words before `apt-get`, or undefined where this user may not install. */
export function privilege(uid = process.getuid?.(), sudo = () => ask("sudo", ["-n", "true"]).ok) {
  if (uid === 0) return [];
  return installed("sudo") && sudo() ? ["sudo", "-n", "-E"] : undefined;
}

/** The line a person can run for these packages. */
export function aptLine(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(" ")}`;
}

/** Installs packages and says which; returns what could not be done, or undefined. */
export async function aptInstall(packages) {
  const before = privilege();
  if (before === undefined) return `run this once, then start again:\n\n  ${aptLine(packages)}\n`;
  console.log(`Installing system packages: ${packages.join(" ")}`);
  for (const args of [["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", ...packages]]) {
    const [program, ...rest] = [...before, "apt-get", ...args];
    const { code, out } = await run(program, rest, { quiet: true, env: UNATTENDED });
    if (code !== 0) return `apt-get ${args[0]} ended with code ${code}:\n${out}\nRun by hand:\n\n  ${aptLine(packages)}\n`;
  }
  return undefined;
}
