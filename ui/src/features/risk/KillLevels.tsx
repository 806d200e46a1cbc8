import { OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { KillPreview } from "~/backend/reply";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { useAllCommands } from "~/components/commands/CommandProvider";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";

/** What each level would do now, in live counts. The switch itself is the frame's: one place, on every screen. */
export function KillLevels({ kill, mayStop }: { kill: KillPreview; mayStop: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const open = useAllCommands().find((c) => c.id === "kill");
  const orders = t("kill.orders", { count: kill.working_orders });
  const positions = t("kill.positions", { count: kill.positions });
  const notional = formatDecimal(kill.notional, 2, locale);
  return (
    <section className="px-4 py-3" data-testid="risk-kill">
      <header className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3 text-xs">
        <h2 className="font-semibold">{t("risk.kill")}</h2>
        <span className="text-muted-foreground">{t("risk.killText")}</span>
      </header>
      <ol className="space-y-2">
        <Level n={1} title={t("risk.pauseTitle")} text={t("risk.pauseText")} />
        <Level n={2} title={t("risk.cancelTitle")} text={t("risk.cancelText", { orders })} />
        <Level
          n={3}
          title={t("risk.flattenTitle")}
          text={t("risk.flattenText", { positions, notional, currency: kill.currency })}
        />
      </ol>
      {open && mayStop && (
        <Button kind="destructive" size="large" className="mt-3 w-full" onPress={open.run} testId="risk-kill-open">
          <OctagonX size={14} aria-hidden="true" />
          {t("risk.open")}
          <Kbd chord="Ctrl+Shift+K" bare />
        </Button>
      )}
    </section>
  );
}

function Level({ n, title, text }: { n: 1 | 2 | 3; title: string; text: string }) {
  return (
    <li
      className={`rounded-lg border p-3 text-xs ${n === 3 ? "border-destructive" : "border-border-strong"}`}
      data-testid={`risk-kill-${n}`}
    >
      <h3 className={`mb-1 flex items-center gap-2 font-semibold ${n === 3 ? "text-destructive" : ""}`}>
        <span className="grid size-4 place-items-center rounded-full bg-secondary text-2xs text-muted-foreground">
          {n}
        </span>
        {title}
      </h3>
      <p className="text-muted-foreground">{text}</p>
    </li>
  );
}
