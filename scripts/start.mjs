// npm start: makes the machine ready, builds what changed, opens the window. Without a display it walks the tour.
//   npm start -- --tour     walks the tour on purpose
import { spawn } from "node:child_process";
import { APPLICATION } from "../tests/e2e/window/product.mjs";
import { buildPages } from "./build/pages.mjs";
import { buildPrograms } from "./build/programs.mjs";
import { ROOT, run } from "./process.mjs";
import { setup } from "./setup.mjs";

function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function windowEnvironment() {
  const lang = process.env.LANG ?? "";
  // without a language WebKit calls its own "C", which no date or number format accepts
  return { ...process.env, ...(/^(C|POSIX)?(\.|$)/.test(lang) && { LANG: "en_US.UTF-8" }) };
}

function openWindow(args) {
  return new Promise((done) => {
    const child = spawn(APPLICATION, args, { cwd: ROOT, env: windowEnvironment(), stdio: "inherit" });
    child.on("error", (error) => {
      console.error(`The window could not start: ${error.message}`);
      done(1);
    });
    child.on("exit", (code, signal) => done(code ?? (signal ? 128 : 1)));
  });
}

const args = process.argv.slice(2);
const onPurpose = args.includes("--tour");
const tour = onPurpose || !hasDisplay();
if (tour && !onPurpose) console.log("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): walking the tour in a virtual one.");
if (!(await setup({ unattended: tour }))) process.exit(1);
for (const build of [buildPages, buildPrograms]) {
  const problem = await build();
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
}
process.exit(tour ? (await run("node", ["scripts/tour.mjs"])).code : await openWindow(args));
