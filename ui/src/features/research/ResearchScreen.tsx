import { useCallback, useState } from "react";
import { useLocation } from "wouter";
import { BacktestScreen } from "./BacktestScreen";
import type { SetUp } from "./setUp";
import { SweepScreen } from "./sweep/SweepScreen";
import type { SweepForm } from "./sweep/sweepForm";
import { WalkForwardScreen } from "./walk/WalkForwardScreen";

/** Backtest, sweep and walk-forward. What is swept stays the same from one to the other. */
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
  return <BacktestScreen handed={handed} />;
}
