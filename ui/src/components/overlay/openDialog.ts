import { useSyncExternalStore } from "react";

/** Dialogs that any screen may open; the app says what stands in each. */
export type DialogName = "analyse" | "import" | "market";

/** Plain words, as `{venue, symbol, timeframe}`: what the dialog starts with. */
export type DialogArgs = Readonly<Record<string, string>>;

export interface OpenDialog {
  name: DialogName;
  args: DialogArgs;
}

let now: OpenDialog | null = null;
const followers = new Set<() => void>();

function set(next: OpenDialog | null): void {
  now = next;
  for (const follower of followers) follower();
}

export const openDialog = (name: DialogName, args: DialogArgs = {}) => set({ name, args });
export const closeDialog = () => set(null);

function follow(changed: () => void): () => void {
  followers.add(changed);
  return () => followers.delete(changed);
}

/** The dialog that stands open; one at a time. */
export const useOpenDialog = (): OpenDialog | null => useSyncExternalStore(follow, () => now);
