import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ConnectionView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Chip } from "~/components/chip/Chip";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useConnectRole } from "../useConnectRole";

interface VenueFactsProps {
  view: ConnectionView;
  /** Opens the addresses. */
  onMove: () => void;
}

/** Where the venue is, with which key, and what was counted. */
export function VenueFacts({ view, onMove }: VenueFactsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { mayMove } = useConnectRole();
  const { rest, ws, ws_private } = view.addresses;
  const own = t("connections.ownAddress");
  return (
    <>
      <section className="border-b px-4 py-3 text-xs" data-testid="connections-addresses">
        <div className="mb-1 flex min-h-6 items-center gap-2">
          <h2 className="font-semibold">{t("connections.addresses")}</h2>
          {view.custom && (
            <Chip tone="outline">{t(view.loopback ? "connections.thisMachine" : "connections.moved")}</Chip>
          )}
          <span className="flex-1" />
          {mayMove && (
            <Button kind="ghost" size="small" onPress={onMove} testId="connections-move">
              {t("connections.change")}
            </Button>
          )}
        </div>
        <dl>
          <Line name={t("connections.rest")} value={rest ?? own} mono={rest !== null} />
          <Line name={t("connections.stream")} value={ws ?? own} mono={ws !== null} />
          <Line
            name={t("connections.privateStream")}
            value={ws_private ?? ws ?? own}
            mono={(ws_private ?? ws) !== null}
          />
        </dl>
      </section>
      <section className="border-b px-4 py-3 text-xs">
        <dl>
          <Line
            name={t("connections.keyInUse")}
            value={
              view.key ?? (
                <Link href="/accounts" className="text-muted-foreground underline-offset-2 hover:underline">
                  {t("connections.noKey")}
                </Link>
              )
            }
          />
          {view.state !== "off" && (
            <>
              <Line name={t("connections.messages")} value={formatDecimal(view.messages, 0, locale)} />
              <Line name={t("connections.resyncs")} value={formatDecimal(view.resyncs, 0, locale)} />
              <Line name={t("connections.unreadable")} value={formatDecimal(view.parse_errors, 0, locale)} />
            </>
          )}
          {view.budgets.map((budget) => (
            <Line
              key={budget.name}
              name={t("connections.budgetOf", { name: budget.name })}
              value={formatPercent(budget.used, 0, locale)}
            />
          ))}
        </dl>
      </section>
    </>
  );
}

function Line({ name, value, mono }: { name: string; value: ReactNode; mono?: boolean }) {
  return (
    <div className="flex min-h-6 items-baseline justify-between gap-3">
      <dt className="shrink-0 text-muted-foreground">{name}</dt>
      <dd className={`min-w-0 text-right font-medium ${mono ? "font-mono break-all" : ""}`}>{value}</dd>
    </div>
  );
}
