import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Section } from "./bindings";
import { type Answer, call } from "./call";
import type { DeskError } from "./deskError";

interface Options {
  enabled?: boolean;
  /** Keep showing the former answer while a new key is asked for. */
  keep?: boolean;
  /** For what moves with the market, of which no section tells: also asked again after so many milliseconds. */
  everyMs?: number;
}

/**
 * One question to the backend, asked again when its section changed.
 * `useDeskQuery("approvals", ["list"], () => commands.approvals())`
 */
export function useDeskQuery<T>(
  section: Section,
  key: readonly unknown[],
  ask: () => Promise<Answer<T>>,
  { enabled = true, keep = false, everyMs }: Options = {},
): UseQueryResult<T, DeskError> {
  return useQuery<T, DeskError>({
    queryKey: [section, ...key],
    queryFn: () => call(ask()),
    enabled,
    refetchInterval: everyMs ?? false,
    placeholderData: keep ? keepPreviousData : undefined,
  });
}
