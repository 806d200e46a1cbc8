import type { ReactNode } from "react";

/** What a panel has to say about its own content. The old content stays for `stale`, `error` and `unconfirmed`. */
export type PanelState =
  | { kind: "ready" }
  | { kind: "empty"; title: string; text?: ReactNode; action?: ReactNode; signatureLine?: boolean }
  | { kind: "loading"; progress?: LoadingProgress }
  | { kind: "stale"; ageMs: number; limitMs: number; foot?: ReactNode }
  | { kind: "error"; text: ReactNode; action?: ReactNode }
  | { kind: "unconfirmed"; text: ReactNode }
  | { kind: "offline"; forMs: number; title?: string; text?: ReactNode; action?: ReactNode };

export interface LoadingProgress {
  /** 0 to 1. */
  share: number;
  /** "3 104 000 of 4 790 000 candles". */
  text: ReactNode;
  left?: ReactNode;
  actions?: ReactNode;
}
