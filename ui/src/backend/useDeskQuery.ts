import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Section } from "./bindings";
import { type Answer, call } from "./call";
import type { DeskError } from "./deskError";

interface Options {
  enabled?: boolean;
  /** Keep showing the former answer while a new key is asked for. */
  keep?: boolean;
}

/**
 * One question to the backend, asked again when its section changed.
 * `useDeskQuery("approvals", ["list"], () => commands.approvals())`
 */
export function useDeskQuery<T>(
  section: Section,
  key: readonly unknown[],
  ask: () => Promise<Answer<T>>,
  { enabled = true, keep = false }: Options = {},
): UseQueryResult<T, DeskError> {
  return useQuery<T, DeskError>({
    queryKey: [section, ...key],
    queryFn: () => call(ask()),
    enabled,
    placeholderData: keep ? keepPreviousData : undefined,
  });
}
