import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import type { PlaceId } from "../routes/places";
import { nextPanel } from "./nextPanel";

interface FrameShortcuts {
  go: (place: PlaceId) => void;
  openPalette: () => void;
  openSheet: () => void;
  openKill: () => void;
}

export function useFrameShortcuts({ go, openPalette, openSheet, openKill }: FrameShortcuts): void {
  useShortcut("palette", openPalette);
  useShortcut("sheet", openSheet);
  useShortcut("kill", openKill);
  useShortcut("next-panel", nextPanel);
  useShortcut("go-trade", () => go("trade"));
  useShortcut("go-approvals", () => go("approvals"));
  useShortcut("go-research", () => go("research"));
  useShortcut("go-risk", () => go("risk"));
  useShortcut("go-connections", () => go("connections"));
  useShortcut("go-accounts", () => go("accounts"));
  useShortcut("go-audit", () => go("audit"));
  useShortcut("go-settings", () => go("settings"));
}
