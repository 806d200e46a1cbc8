import { lazy, Suspense, useCallback, useState } from "react";
import { useLocation } from "wouter";
import { Loading } from "~/components/panel/Loading";
import { BacktestScreen } from "./BacktestScreen";
import type { SetUp } from "./setUp";
import { SweepScreen } from "./sweep/SweepScreen";
import type { SweepForm } from "./sweep/sweepForm";
import { WalkForwardScreen } from "./walk/WalkForwardScreen";

// the editor is large, and most starts of the window do without it
const ScriptsScreen = lazy(() => import("./scripts/ScriptsScreen").then((m) => ({ default: m.ScriptsScreen })));

/** Backtest, sweep, walk-forward and scripts. What is swept stays the same from one to the other. */
export function ResearchScreen() {
  const [path, navigate] = useLocation();
  const [handed, hand] = useState<SetUp | null>(null);
  const [form, setForm] = useState<SweepForm | null>(null);
  const backtest = useCallback(
    (setUp: SetUp) => {
      hand(setUp);
      navigate("/research/run");
    },
    [navigate],
  );
  if (path.startsWith("/research/sweep")) return <SweepScreen edited={form} onForm={setForm} onBacktest={backtest} />;
  if (path.startsWith("/research/walk-forward")) return <WalkForwardScreen edited={form} onForm={setForm} />;
  if (path.startsWith("/research/scripts"))
    return (
      <Suspense fallback={<Loading />}>
        <ScriptsScreen onBacktest={backtest} />
      </Suspense>
    );
  return <BacktestScreen handed={handed} />;
}
