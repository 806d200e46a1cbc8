// Makes a machine ready: says what is missing, installs what it may, and is silent when all is there.
//   node scripts/setup.mjs [--window]     --window: only what the window needs, not what drives it unattended
import { existsSync } from "node:fs";
import { isMain } from "./process.mjs";
import { aptInstall } from "./setup/apt.mjs";
import { missingLibraries } from "./setup/libraries.mjs";
import { installModules } from "./setup/modules.mjs";
import { programProblems } from "./setup/programs.mjs";

async function systemProblem(unattended) {
  const missing = missingLibraries({ unattended });
  if (missing.length === 0) return undefined;
  const names = missing.map(({ what }) => what).join(", ");
  if (!existsSync("/usr/bin/apt-get")) {
    const packages = missing.map((part) => part.package).join(" ");
    return `missing: ${names}.\nInstall them with this system's package manager; on Debian and Ubuntu they are called: ${packages}`;
  }
  const problem = await aptInstall(missing.map((part) => part.package));
  if (problem) return `missing: ${names}.\nTo install them ${problem}`;
  const still = missingLibraries({ unattended });
  return still.length === 0 ? undefined : `still missing after installing: ${still.map(({ what }) => what).join(", ")}.`;
}

/** Returns true when the machine is ready; else prints why not. */
export async function setup({ unattended = true } = {}) {
  const problems = programProblems();
  if (problems.length === 0) {
    problems.push(await systemProblem(unattended));
    problems.push(await installModules());
  }
  const real = problems.filter((problem) => problem !== undefined);
  for (const problem of real) console.error(`Set-up: ${problem}`);
  return real.length === 0;
}

if (isMain(import.meta.url)) {
  const ready = await setup({ unattended: !process.argv.includes("--window") });
  if (ready) console.log("Set-up: everything is there.");
  process.exit(ready ? 0 : 1);
}
