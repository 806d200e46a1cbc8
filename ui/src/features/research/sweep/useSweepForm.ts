import { useMemo } from "react";
import type { InstrumentView, StrategySchema, SweepRequest } from "~/backend/bindings";
import { useLocale } from "~/components/numbers/LocaleContext";
import { sweepable } from "../levels";
import { firstSetUp } from "../setUp";
import { strategyNamed } from "../strategyNamed";
import { formOf, type SweepForm, sweepFormOf, sweepRequestOf } from "./sweepForm";

const nothing = { request: null, problems: {}, cells: 0 };

/** The form as it was edited, else as the sweep in sight was asked for with the cross on its best, else a first one. */
export function useSweepForm(
  edited: SweepForm | null,
  shown: { request: SweepRequest; params?: readonly number[] } | null,
  strategies: readonly StrategySchema[],
  markets: readonly InstrumentView[],
) {
  const { timeZone } = useLocale();
  const form = useMemo(() => {
    if (edited) return edited;
    const asked = shown && strategyNamed(strategies, shown.request.base.strategy);
    if (shown && asked) return formOf(shown.request, asked, shown.params);
    const tried = strategies.filter((s) => !s.practice && sweepable(s).length > 0);
    const schema = tried.find((s) => s.name === "rsi_cross") ?? tried[0];
    const market = markets.find((m) => !m.live) ?? markets[0];
    return schema && market ? sweepFormOf(firstSetUp(schema, market, timeZone), schema) : null;
  }, [edited, shown, strategies, markets, timeZone]);
  const schema = form ? (strategyNamed(strategies, form.setUp.strategy) ?? null) : null;
  const asked = useMemo(
    () => (form && schema ? sweepRequestOf(form, schema, markets) : nothing),
    [form, schema, markets],
  );
  return { form, schema, ...asked };
}
