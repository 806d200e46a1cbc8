import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Reply } from "~/backend/reply";
import { Button } from "~/components/button/Button";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { Pair } from "~/components/panel/Pair";
import { useReasonText } from "~/components/words/useReasonText";
import { baseOf } from "../approval";
import { Figures } from "../document/Why";
import { useSteps, useVenueName } from "../useSteps";
import { RefusedBy } from "./RefusedBy";

interface AnalyseResultProps {
  result: Reply<"analyse">;
  onAgain: () => void;
  onClose: () => void;
}

const inks = { BUY: "text-up", SELL: "text-down", "NO-TRADE": "text-foreground" } as const;

/** What the strategy says, why, and what became of it. */
export function AnalyseResult({ result: r, onAgain, onClose }: AnalyseResultProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const venue = useVenueName();
  const reason = useReasonText();
  const [, navigate] = useLocation();
  const steps = useSteps(r.instrument, { price: r.entry ?? "0", quantity: r.quantity ?? "0" });
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => head.current?.focus(), []);
  const open = () => {
    onClose();
    navigate(`/approvals/${encodeURIComponent(r.approval ?? "")}`);
  };
  const price = (value: string | null) => <Amount value={value} decimals={steps.price} />;
  return (
    <div className="flex flex-col gap-4" data-testid="analyse-result" data-decision={r.decision}>
      <div ref={head} tabIndex={-1} className="outline-none">
        <p
          className={`flex items-center gap-2 text-xl font-semibold ${inks[r.decision]}`}
          data-testid="analyse-decision"
        >
          {r.decision !== "NO-TRADE" && <Triangle up={r.decision === "BUY"} size={16} />}
          {t(`analyse.decision.${r.decision}`)}
        </p>
        <p className="text-xs text-muted-foreground">
          {t("analyse.subject", {
            symbol: r.instrument.symbol,
            venue: venue(r.instrument.venue),
            timeframe: r.timeframe,
            time: `${formatTime(r.as_of_ms, "dateTime", locale)} ${zoneLabel(locale)}`,
          })}
        </p>
      </div>
      <p data-testid="analyse-reason">{reason(r.reason)}</p>
      {r.decision === "NO-TRADE" ? (
        <p className="text-muted-foreground">{t("analyse.noTrade")}</p>
      ) : (
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(110px,auto))] justify-between gap-x-5 gap-y-2.5 border-y py-2.5">
          <Pair name={t("analyse.entry")} testId="analyse-entry">
            {price(r.entry)}
          </Pair>
          <Pair name={t("analyse.stopLoss")} testId="analyse-stop-loss">
            {price(r.stop_loss)}
          </Pair>
          <Pair name={t("analyse.takeProfit")} testId="analyse-take-profit">
            {price(r.take_profit)}
          </Pair>
          <Pair name={t("analyse.size")} testId="analyse-size">
            <Amount value={r.quantity} decimals={steps.quantity} unit={baseOf(r.instrument.symbol)} />
          </Pair>
          <Pair name={t("analyse.confidence")} testId="analyse-confidence">
            <Percent value={r.confidence} decimals={0} />
          </Pair>
        </dl>
      )}
      <Figures metrics={r.metrics} />
      <RefusedBy rules={r.refused_by} />
      <div className="flex flex-wrap gap-2">
        <Button size="large" onPress={onAgain} testId="analyse-again">
          {t("analyse.different")}
        </Button>
        {r.approval !== null ? (
          <Button kind="primary" size="large" className="flex-1" onPress={open} testId="analyse-open-approval">
            {t("analyse.open")}
          </Button>
        ) : (
          <Button size="large" className="flex-1" onPress={onClose} testId="analyse-close">
            {t("analyse.close")}
          </Button>
        )}
      </div>
    </div>
  );
}
