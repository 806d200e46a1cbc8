import { useCallback } from "react";
import { commands, type InstrumentView, type StrategySchema } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useStrategyText } from "~/components/words/useStrategyText";
import { strategyNamed } from "./strategyNamed";

const noStrategies: readonly StrategySchema[] = [];
const noMarkets: readonly InstrumentView[] = [];

/** What can be tried, and on what. */
export function useCatalogue() {
  const say = useStrategyText();
  const strategies = useDeskQuery("scripts", ["strategies"], () => commands.strategies());
  const markets = useDeskQuery("series", ["instruments"], () => commands.instruments());
  const { data } = strategies;
  const nameOf = useCallback(
    (strategy: string) => say.name(strategy, strategyNamed(data ?? [], strategy)?.label),
    [say, data],
  );
  return {
    strategies: data ?? noStrategies,
    markets: markets.data ?? noMarkets,
    nameOf,
    noMarket: markets.data?.length === 0,
    error: strategies.error ?? markets.error,
  };
}
