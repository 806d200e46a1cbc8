import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { commands } from "~/backend/bindings";
import { call } from "~/backend/call";

/** The whole chain, verified when the screen opens and when asked to; not at every new entry. */
export function useVerify() {
  const verdict = useQuery({
    queryKey: ["chain-verdict"],
    queryFn: () => call(commands.auditVerify()),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const { refetch } = verdict;
  const verify = useCallback(() => void refetch(), [refetch]);
  return { verdict, verify };
}
