import { useTranslation } from "react-i18next";
import { Amount } from "../numbers/Amount";
import { Signed } from "../numbers/Signed";

interface ScaleProps {
  stop: string;
  target: string;
  now: string;
  decimals: number;
  /** What the stop loses (below zero) and the target gains, in money. */
  loss?: string | null;
  gain?: string | null;
  moneyDecimals?: number;
  testId?: string;
}

/** Where the price stands between stop (left) and target (right), 0 to 1; outside it stays at the end. */
export function scalePosition(stop: number, target: number, now: number): number {
  if (target === stop) return 0;
  return Math.min(1, Math.max(0, (now - stop) / (target - stop)));
}

export function Scale({ stop, target, now, decimals, loss, gain, moneyDecimals = 2, testId }: ScaleProps) {
  const { t } = useTranslation();
  const at = scalePosition(Number(stop), Number(target), Number(now)) * 100;
  const middle = Math.min(88, Math.max(12, at));
  return (
    <div className="text-2xs text-muted-foreground" data-testid={testId}>
      <div className="relative h-4">
        <b className="absolute -translate-x-1/2 font-medium text-foreground" style={{ left: `${middle}%` }}>
          <Amount value={now} decimals={decimals} />
        </b>
      </div>
      <div className="relative flex h-3.5 items-center">
        <div className="flex h-1 w-full gap-0.5 overflow-hidden rounded-sm">
          <i className="block bg-down" style={{ width: `${at}%` }} />
          <i className="block flex-1 bg-up" />
        </div>
        <i className="absolute h-3.5 w-0.5 -translate-x-1/2 bg-foreground" style={{ left: `${at}%` }} />
      </div>
      <div className="flex flex-wrap justify-between gap-x-3">
        <span>
          {t("parts.stop")} <Amount value={stop} decimals={decimals} className="font-medium text-foreground" />{" "}
          {loss != null && <Signed value={loss} decimals={moneyDecimals} className="font-medium" />}
        </span>
        <span>
          {t("parts.target")} <Amount value={target} decimals={decimals} className="font-medium text-foreground" />{" "}
          {gain != null && <Signed value={gain} decimals={moneyDecimals} className="font-medium" />}
        </span>
      </div>
    </div>
  );
}
