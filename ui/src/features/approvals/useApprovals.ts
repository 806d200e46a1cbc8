import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** All approvals. Drift follows the market, so it is asked for again while the screen stands. */
export const useApprovals = () =>
  useDeskQuery("approvals", ["list"], () => commands.approvals(), { everyMs: 2000, keep: true });
