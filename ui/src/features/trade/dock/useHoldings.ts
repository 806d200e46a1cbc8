import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** Positions, orders, fills, balances; marks follow the market. */
export function useHoldings() {
  const query = useDeskQuery("holdings", ["all"], () => commands.holdings(), { everyMs: 2000 });
  return { holdings: query.data ?? null, query };
}
