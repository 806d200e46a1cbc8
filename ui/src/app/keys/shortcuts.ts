import { places } from "../routes/places";

export type ShortcutGroup = "everywhere" | "decide" | "ticket" | "goTo" | "chart" | "research";

export interface Shortcut {
  /** What `useShortcut` listens for. */
  id: string;
  group: ShortcutGroup;
  /** Key of its name in the dictionaries. */
  name: string;
  keys: readonly string[];
}

const go: Shortcut[] = places.map((p) => ({
  id: `go-${p.id}`,
  group: "goTo",
  name: `shell.${p.id}`,
  keys: [`G ${p.key}`],
}));

/** Every key of the product. No single key moves money without a hold or a second step. */
export const shortcuts: readonly Shortcut[] = [
  { id: "palette", group: "everywhere", name: "keys.palette", keys: ["Ctrl+K"] },
  { id: "kill", group: "everywhere", name: "keys.kill", keys: ["Ctrl+Shift+K"] },
  { id: "next-panel", group: "everywhere", name: "keys.nextPanel", keys: ["F6"] },
  { id: "find-symbol", group: "everywhere", name: "keys.findSymbol", keys: ["/"] },
  { id: "undo", group: "everywhere", name: "keys.undo", keys: ["Ctrl+Z"] },
  { id: "sheet", group: "everywhere", name: "keys.sheet", keys: ["?"] },
  { id: "next", group: "decide", name: "keys.next", keys: ["J"] },
  { id: "previous", group: "decide", name: "keys.previous", keys: ["K"] },
  { id: "sign", group: "decide", name: "keys.sign", keys: ["A"] },
  { id: "reject", group: "decide", name: "keys.reject", keys: ["R"] },
  { id: "verify", group: "decide", name: "keys.verify", keys: ["V"] },
  { id: "back", group: "decide", name: "keys.back", keys: ["Escape"] },
  { id: "buy", group: "ticket", name: "keys.buy", keys: ["B"] },
  { id: "sell", group: "ticket", name: "keys.sell", keys: ["S"] },
  { id: "review", group: "ticket", name: "keys.review", keys: ["Ctrl+Enter"] },
  { id: "analyse", group: "ticket", name: "keys.analyse", keys: ["N"] },
  ...go,
  { id: "shorter", group: "chart", name: "keys.shorter", keys: ["["] },
  { id: "longer", group: "chart", name: "keys.longer", keys: ["]"] },
  { id: "chart-left", group: "chart", name: "keys.left", keys: ["Alt+ArrowLeft"] },
  { id: "chart-right", group: "chart", name: "keys.right", keys: ["Alt+ArrowRight"] },
  { id: "zoom-in", group: "chart", name: "keys.zoomIn", keys: ["Plus"] },
  { id: "zoom-out", group: "chart", name: "keys.zoomOut", keys: ["Minus"] },
  { id: "log-scale", group: "chart", name: "keys.log", keys: ["L"] },
  { id: "chart-table", group: "chart", name: "keys.table", keys: ["T"] },
  { id: "run", group: "research", name: "keys.run", keys: ["F5"] },
  { id: "save", group: "research", name: "keys.save", keys: ["Ctrl+S"] },
  { id: "export", group: "research", name: "keys.export", keys: ["E"] },
];

export const defaultBindings = Object.fromEntries(shortcuts.map((s) => [s.id, s.keys]));
