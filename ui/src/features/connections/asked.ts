import type { PanelState } from "~/components/panel/panelState";

/** A question to the backend as far as a panel cares. */
export interface Asked {
  data?: unknown;
  isPending: boolean;
  isError: boolean;
  error: unknown;
}

export function stateOf(asked: Asked, errorText: (thrown: unknown) => string): PanelState {
  if (asked.isError) return { kind: "error", text: errorText(asked.error) };
  return asked.isPending ? { kind: "loading" } : { kind: "ready" };
}
