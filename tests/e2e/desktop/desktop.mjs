// A desktop nobody looks at: virtual display, session bus, unlocked keyring, and folders of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstLine, start, stop } from "./children.mjs";
import { until } from "./poll.mjs";

function folders(base) {
  const of = (name) => join(base, name);
  const paths = { home: of("home"), data: of("data"), config: of("config"), cache: of("cache"), runtime: of("run"), desk: of("desk") };
  for (const path of Object.values(paths)) mkdirSync(path, { recursive: true, mode: 0o700 });
  return paths;
}

function environment(paths) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, DBUS_SESSION_BUS_ADDRESS: _bus, ...rest } = process.env;
  return {
    ...rest,
    HOME: paths.home,
    // the toolchain's own folders stay where they are
    ...(process.env.HOME && { CARGO_HOME: process.env.CARGO_HOME ?? join(process.env.HOME, ".cargo") }),
    XDG_DATA_HOME: paths.data,
    XDG_CONFIG_HOME: paths.config,
    XDG_CACHE_HOME: paths.cache,
    XDG_RUNTIME_DIR: paths.runtime,
    COUNTERSIGN_DATA_DIR: paths.desk,
    // with LANG unset or C, WebKit calls its language "C", which no Intl function accepts
    LANG: "en_US.UTF-8",
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    NO_AT_BRIDGE: "1",
    TZ: "UTC",
  };
}

async function display(env, size, log) {
  const xvfb = start("Xvfb", ["-displayfd", "3", "-screen", "0", `${size}x24`, "-nolisten", "tcp"], { env, log, stdio: [, , , "pipe"] });
  const number = await Promise.race([firstLine(xvfb.stdio[3]), xvfb.failed]);
  return [xvfb, `:${number}`];
}

async function sessionBus(env, log) {
  const daemon = start("dbus-daemon", ["--session", "--nofork", "--print-address=1"], { env, log, stdio: [, "pipe"] });
  return [daemon, await Promise.race([firstLine(daemon.stdout), daemon.failed])];
}

function secretServiceReady(env) {
  const question = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
  return spawnSync("dbus-send", question, { env, encoding: "utf8" }).stdout.includes("boolean true");
}

async function keyring(env, log) {
  const daemon = start("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], { env, log, stdio: ["pipe"] });
  daemon.stdin.end("the keyring of a test");
  await Promise.race([until("the keyring to answer on the bus", () => secretServiceReady(env)), daemon.failed]);
  return daemon;
}

/**
 * Opens a desktop. `env` is what a program needs to live on it, `paths.desk` the product's data folder.
 * `withKeyring: false` leaves the session bus without a Secret Service.
 */
export async function openDesktop({ size = "1440x900", withKeyring = true, logs } = {}) {
  const base = mkdtempSync(join(tmpdir(), "csign-"));
  const paths = folders(base);
  const log = (name) => (logs ? join(logs, `${name}.log`) : join(base, `${name}.log`));
  const env = environment(paths);
  if (logs) mkdirSync(logs, { recursive: true });
  const running = [];
  const close = async () => {
    for (const child of running.toReversed()) await stop(child);
    rmSync(base, { recursive: true, force: true });
  };
  try {
    const [xvfb, name] = await display(env, size, log("display"));
    running.push(xvfb);
    env.DISPLAY = name;
    const [bus, address] = await sessionBus(env, log("bus"));
    running.push(bus);
    env.DBUS_SESSION_BUS_ADDRESS = address;
    if (withKeyring) running.push(await keyring(env, log("keyring")));
    return { env, paths, close };
  } catch (error) {
    await close();
    throw error;
  }
}
