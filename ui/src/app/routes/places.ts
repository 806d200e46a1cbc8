import {
  ChartCandlestick,
  FlaskConical,
  Gauge,
  KeyRound,
  Link2,
  type LucideIcon,
  Plug,
  Settings,
  Stamp,
} from "lucide-react";

export type PlaceId = "trade" | "approvals" | "research" | "risk" | "connections" | "accounts" | "audit" | "settings";

export interface Place {
  id: PlaceId;
  icon: LucideIcon;
  /** Second key after G. */
  key: string;
}

/** The places there are, in the order of the rail; Settings stands apart at its foot. Bots comes with its screen. */
export const places: readonly Place[] = [
  { id: "trade", icon: ChartCandlestick, key: "T" },
  { id: "approvals", icon: Stamp, key: "A" },
  { id: "research", icon: FlaskConical, key: "R" },
  { id: "risk", icon: Gauge, key: "K" },
  { id: "connections", icon: Plug, key: "C" },
  { id: "accounts", icon: KeyRound, key: "U" },
  { id: "audit", icon: Link2, key: "L" },
  { id: "settings", icon: Settings, key: "S" },
];

export const pathOf = (id: PlaceId) => `/${id}`;

/** The place a path lies in: "/audit/17" is in audit; anything unknown is in trade. */
export function placeOf(path: string): PlaceId {
  const first = path.split("/")[1];
  return places.find((p) => p.id === first)?.id ?? "trade";
}
