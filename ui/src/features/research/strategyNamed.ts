import type { StrategySchema } from "~/backend/bindings";
import { scriptOf } from "~/components/words/scriptOf";

/** The strategy of that name; in place of a script's version of before, the newest. One yet to come is not there. */
export function strategyNamed(all: readonly StrategySchema[], name: string): StrategySchema | undefined {
  const exact = all.find((s) => s.name === name);
  const wanted = scriptOf(name);
  if (exact || !wanted) return exact;
  return all.find((s) => {
    const found = scriptOf(s.name);
    return found?.name === wanted.name && (found.version ?? 0) >= (wanted.version ?? 0);
  });
}

/** What a list of strategies shows beside the name: of a script, what it is saved as. */
export const savedAs = (name: string): string | undefined => scriptOf(name)?.name;
