import { useMemo } from "react";
import { type ApprovalView, commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { waitingOf } from "./waiting";

const none: readonly ApprovalView[] = [];

/** What waits to be signed or executed, soonest first; drift follows the market. */
export function useApprovals() {
  const query = useDeskQuery("approvals", ["list"], () => commands.approvals(), { everyMs: 2000 });
  const approvals = useMemo(() => waitingOf(query.data ?? none), [query.data]);
  return { approvals, query };
}
