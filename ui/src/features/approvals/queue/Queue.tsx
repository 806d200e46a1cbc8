import { useTranslation } from "react-i18next";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { openDialog } from "~/components/overlay/openDialog";
import { PanelBody } from "~/components/panel/PanelBody";
import { Tabs } from "~/components/tabs/Tabs";
import type { Approval } from "../approval";
import { QueueRow } from "./QueueRow";
import type { Day } from "./queueOrder";

export type QueueTab = "waiting" | "decided";

interface QueueProps {
  tab: QueueTab;
  onTab: (tab: QueueTab) => void;
  waiting: readonly Approval[];
  days: readonly Day[];
  chosen: string | null;
  onChoose: (id: string) => void;
  nowMs: number;
  maySign: boolean;
}

export function Queue(props: QueueProps) {
  const { tab, onTab, waiting, nowMs } = props;
  const { t } = useTranslation();
  const hot = waiting.some((a) => a.status === "pending" && a.expires_ms - nowMs < 60_000);
  return (
    <div className="flex min-h-0 min-w-0 flex-col bg-card" data-testid="approvals-queue">
      <div className="min-h-0 flex-1">
        <Tabs
          label={t("approvals.tabs")}
          value={tab}
          onChange={onTab}
          testId="approvals-tab"
          items={[
            {
              id: "waiting",
              label: t("approvals.waiting"),
              count: waiting.length,
              countTone: hot ? "warn" : waiting.length > 0 ? "primary" : "plain",
              content: <Waiting {...props} />,
            },
            { id: "decided", label: t("approvals.decided"), content: <Decided {...props} /> },
          ]}
        />
      </div>
      <Keys maySign={props.maySign} />
    </div>
  );
}

function Waiting({ waiting, chosen, onChoose, nowMs }: QueueProps) {
  const { t } = useTranslation();
  if (waiting.length === 0) {
    return (
      <PanelBody
        state={{
          kind: "empty",
          signatureLine: true,
          title: t("approvals.empty"),
          text: t("approvals.emptyText"),
          action: (
            <Button onPress={() => openDialog("analyse")} testId="approvals-analyse">
              {t("approvals.analyseNow")}
            </Button>
          ),
        }}
      />
    );
  }
  return (
    <ul className="h-full overflow-auto" data-scrolls="" data-testid="approvals-waiting-list">
      {waiting.map((a) => (
        <QueueRow key={a.id} approval={a} chosen={a.id === chosen} nowMs={nowMs} onChoose={() => onChoose(a.id)} />
      ))}
    </ul>
  );
}

function Decided({ days, chosen, onChoose, nowMs }: QueueProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (days.length === 0) return <PanelBody state={{ kind: "empty", title: t("approvals.emptyDecided") }} />;
  const today = formatTime(nowMs, "date", locale);
  return (
    <div className="h-full overflow-auto" data-scrolls="" data-testid="approvals-decided-list">
      {days.map((day) => (
        <section key={day.name}>
          <h3 className="border-b px-3.5 py-1.5 text-2xs text-muted-foreground">
            {t(day.name === today ? "approvals.today" : "approvals.day", { day: day.name, zone: zoneLabel(locale) })}
          </h3>
          <ul>
            {day.approvals.map((a) => (
              <QueueRow
                key={a.id}
                approval={a}
                chosen={a.id === chosen}
                nowMs={nowMs}
                onChoose={() => onChoose(a.id)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Keys({ maySign }: { maySign: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t px-3.5 py-2.5 text-2xs text-muted-foreground">
      <span className="inline-flex items-center gap-1">
        <Kbd chord="J" /> <Kbd chord="K" /> {t("approvals.move")}
      </span>
      {maySign && (
        <>
          <span className="inline-flex items-center gap-1">
            <Kbd chord="R" /> {t("approvals.reject")}
          </span>
          <span className="inline-flex items-center gap-1">
            <Kbd chord="A" /> {t("approvals.sign")}
          </span>
        </>
      )}
    </div>
  );
}
