import { useCallback, useMemo, useState } from "react";
import {
  type BacktestRequest,
  type BacktestView,
  commands,
  type InstrumentView,
  type StrategySchema,
} from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useLocale } from "~/components/numbers/LocaleContext";
import { canonical } from "./canonical";
import { firstSetUp, requestOf, type SetUp, setUpOf } from "./setUp";
import { strategyNamed } from "./strategyNamed";

const none: readonly BacktestView[] = [];

/** The runs kept, the one in sight, and the form that asks for the next: at first that of the newest, or `handed`. */
export function useRuns(
  strategies: readonly StrategySchema[] | null,
  markets: readonly InstrumentView[] | null,
  handed: SetUp | null = null,
) {
  const { timeZone } = useLocale();
  const list = useDeskQuery("backtests", ["list"], () => commands.backtests());
  const [edited, setForm] = useState<SetUp | null>(handed);
  const [chosen, choose] = useState<string | null>(null);
  const running = useDeskMutation((request: BacktestRequest) => commands.backtest(request), ["backtests"]);
  const fresh = running.data;

  const all = useMemo(() => {
    const kept = list.data ?? none;
    return fresh && !kept.some((r) => r.id === fresh.id) ? [fresh, ...kept] : kept;
  }, [list.data, fresh]);
  const run = all.find((r) => r.id === chosen) ?? all[0] ?? null;

  const form = useMemo(() => {
    if (edited || !strategies || !markets || list.isPending) return edited;
    const asked = run && strategyNamed(strategies, run.request.strategy);
    if (run && asked) return setUpOf(run.request, asked);
    const schema = strategies.find((s) => s.name === "rsi_cross") ?? strategies.find((s) => !s.practice);
    const market = markets.find((m) => !m.live) ?? markets[0];
    return schema && market ? firstSetUp(schema, market, timeZone) : null;
  }, [edited, strategies, markets, list.isPending, run, timeZone]);

  const { request, problems } = useMemo(() => {
    const schema = form && strategyNamed(strategies ?? [], form.strategy);
    return form && schema ? requestOf(form, schema, markets ?? []) : { request: null, problems: {} };
  }, [form, strategies, markets]);

  const { mutate, isPending } = running;
  const submit = useCallback(() => {
    if (request && !isPending) mutate(request, { onSuccess: (done) => choose(done.id) });
  }, [request, isPending, mutate]);
  /** Another run shows the set-up it was asked for with. */
  const chooseRun = useCallback((id: string) => {
    choose(id);
    setForm(null);
  }, []);

  return {
    all,
    run,
    form,
    setForm,
    request,
    problems,
    submit,
    choose: chooseRun,
    running: isPending,
    changed: run !== null && edited !== null && request !== null && !sameRequest(request, run.request),
    failure: running.error,
    listError: list.error,
  };
}

/** Field by field; parameters in any order. */
export function sameRequest(a: BacktestRequest, b: BacktestRequest): boolean {
  return canonical(a) === canonical(b);
}
