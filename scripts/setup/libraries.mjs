// What the system must bring, how each is recognised, and its package on Debian and Ubuntu.
import { existsSync, readdirSync } from "node:fs";
import { ask, installed } from "../process.mjs";

function sharedLibrary(name) {
  const folders = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];
  if (existsSync("/usr/lib")) {
    for (const entry of readdirSync("/usr/lib", { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name.includes("-linux-")) folders.push(`/usr/lib/${entry.name}`);
    }
  }
  return folders.some((folder) => existsSync(`${folder}/${name}`));
}

const BUILD = [
  { what: "a C compiler", package: "build-essential", found: () => installed("cc") && installed("g++") },
  { what: "pkg-config", package: "pkg-config", found: () => installed("pkg-config") },
  { what: "WebKitGTK 4.1 with headers", package: "libwebkit2gtk-4.1-dev", found: () => ask("pkg-config", ["--exists", "webkit2gtk-4.1"]).ok },
  { what: "the tray's library", package: "libayatana-appindicator3-1", found: () => sharedLibrary("libayatana-appindicator3.so.1") },
];

// a window nobody looks at: its display, its session bus, its keyring and the driver that clicks in it
const UNATTENDED = [
  { what: "a virtual display (Xvfb)", package: "xvfb", found: () => installed("Xvfb") },
  { what: "a session bus (dbus-daemon)", package: "dbus", found: () => installed("dbus-daemon") },
  { what: "the window's driver (WebKitWebDriver)", package: "webkit2gtk-driver", found: () => installed("WebKitWebDriver") },
  { what: "a keyring (gnome-keyring-daemon)", package: "gnome-keyring", found: () => installed("gnome-keyring-daemon") },
];

/** The missing parts, `[{ what, package }]`, for building alone or for driving the window unattended too. */
export function missingLibraries({ unattended = true, platform = process.platform } = {}) {
  if (platform !== "linux") return [];
  return [...BUILD, ...(unattended ? UNATTENDED : [])].filter((part) => !part.found());
}
