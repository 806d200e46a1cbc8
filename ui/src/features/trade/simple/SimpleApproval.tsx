import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { ApprovalView, OrderView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Signed } from "~/components/numbers/Signed";
import { Note } from "~/components/panel/Note";
import { Scale } from "~/components/scale/Scale";
import { useReasonText } from "~/components/words/useReasonText";
import { ApprovalTitle } from "../approval/ApprovalHead";
import { Countdown, LateLine } from "../approval/Countdown";
import { ExecuteAct } from "../approval/ExecuteAct";
import { RejectAct } from "../approval/RejectAct";
import { SignAct } from "../approval/SignAct";
import { SignedLine } from "../approval/SignedLine";
import { decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";

interface SimpleApprovalProps {
  approval: ApprovalView;
  onExecuted: (order: OrderView) => void;
}

/** The same question as on the card, in sentences; the same gesture answers it. */
export function SimpleApproval({ approval: a, onExecuted }: SimpleApprovalProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const reasonText = useReasonText();
  const [, navigate] = useLocation();
  const { instruments } = useTrade();
  const { maySign, mayTrade } = useRole();
  const decimals = decimalsOf(a.instrument, instruments);
  return (
    <article
      aria-label={a.id}
      className="flex flex-1 flex-col gap-3.5"
      data-testid={`approval-card-${a.id}`}
      data-status={a.status}
    >
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <ApprovalTitle approval={a} decimals={decimals.quantity} className="text-lg" />
          <p className="text-muted-foreground">
            {t("trade.atAbout", {
              price: formatDecimal(a.price_now ?? a.entry, decimals.price, locale),
              money: formatDecimal(a.notional, 2, locale),
              currency: a.quote_currency,
            })}
          </p>
        </div>
        {a.status === "pending" && <Countdown approval={a} size={46} />}
      </div>
      <dl className="rounded-lg border px-3.5">
        <Stake name={t("trade.ifWrong")} value={a.worst_loss} unit={a.quote_currency} />
        <Stake name={t("trade.ifWorks")} value={a.gain} unit={a.quote_currency} />
      </dl>
      {a.stop !== null && a.target !== null && (
        <Scale
          stop={a.stop}
          target={a.target}
          now={a.price_now ?? a.entry}
          decimals={decimals.price}
          loss={a.worst_loss}
          gain={a.gain}
        />
      )}
      <section>
        <h3 className="mb-0.5 text-xs font-semibold">{t("trade.whyHead")}</h3>
        <p className="text-muted-foreground">{reasonText(a.reason)}</p>
      </section>
      {a.stop !== null && <Note icon={ShieldCheck}>{t("trade.stopRests")}</Note>}
      <span className="flex-1" />
      <LateLine approval={a} />
      {a.status === "signed" && <SignedLine approval={a} />}
      {a.status === "signed" && mayTrade && (
        <ExecuteAct approval={a} decimals={decimals.quantity} onDone={onExecuted} />
      )}
      {a.status === "pending" && maySign && (
        <div className="flex">
          <SignAct approval={a} />
        </div>
      )}
      {a.status === "pending" && !maySign && <Note testId="approval-admin-signs">{t("trade.adminSigns")}</Note>}
      <div className="flex flex-wrap items-center gap-2">
        {a.status === "pending" && maySign && <RejectAct approval={a} label={t("trade.noThanks")} />}
        <span className="flex-1" />
        <Button kind="ghost" size="large" onPress={() => navigate(`/approvals/${a.id}`)} testId="approval-details">
          {t("trade.allDetails")}
        </Button>
      </div>
      {a.status === "pending" && (
        <p className="text-center text-2xs text-subtle-foreground">
          {t("trade.nothingIsSafe", { time: `${formatTime(a.expires_ms, "time", locale)} ${zoneLabel(locale)}` })}
        </p>
      )}
    </article>
  );
}

function Stake({ name, value, unit }: { name: string; value: string | null; unit: string }) {
  return (
    <div className="flex min-h-11 items-center gap-2 border-b last:border-b-0">
      <dt className="flex-1 text-muted-foreground">{name}</dt>
      <dd className="text-md font-semibold">
        <Signed value={value} decimals={2} unit={unit} />
      </dd>
    </div>
  );
}
