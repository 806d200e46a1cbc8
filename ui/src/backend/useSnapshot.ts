import type { UseQueryResult } from "@tanstack/react-query";
import { commands } from "./bindings";
import type { DeskError } from "./deskError";
import type { DeskSnapshot } from "./reply";
import { useDeskQuery } from "./useDeskQuery";

/** The frame round every screen: mode, equity, limits, venues, chain head. */
export function useSnapshot(): UseQueryResult<DeskSnapshot, DeskError> {
  return useDeskQuery("snapshot", [], () => commands.snapshot());
}

export function useMode(): "paper" | "live" {
  return useSnapshot().data?.mode ?? "paper";
}
