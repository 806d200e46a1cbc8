import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { WalkForwardView } from "~/backend/bindings";

const KEY = ["walk-forward"];

/** The last walk of this window; another screen may show it beside its own. */
export function useKeptWalk(): WalkForwardView | null {
  const { data } = useQuery<WalkForwardView | null>({
    queryKey: KEY,
    queryFn: () => null,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? null;
}

export const keepWalk = (client: QueryClient, view: WalkForwardView) => client.setQueryData(KEY, view);
