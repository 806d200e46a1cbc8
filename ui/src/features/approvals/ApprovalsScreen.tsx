import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useNow } from "~/components/numbers/useNow";
import { openDialog } from "~/components/overlay/openDialog";
import { PanelBody } from "~/components/panel/PanelBody";
import { type Approval, isWaiting } from "./approval";
import { Document } from "./document/Document";
import { Queue, type QueueTab } from "./queue/Queue";
import { decidedDays, neighbour, waitingOf } from "./queue/queueOrder";
import { Record } from "./record/Record";
import { useApprovals } from "./useApprovals";

/** Queue, the document that is signed, and the record of what was. */
export function ApprovalsScreen() {
  const { t } = useTranslation();
  const query = useApprovals();
  const errorText = useErrorText();
  if (query.data) return <Desk all={query.data} error={query.error ? errorText(query.error) : null} />;
  return (
    <div className="flex h-full flex-col bg-card" data-testid="approvals-screen">
      <PanelBody
        state={
          query.isError
            ? {
                kind: "error",
                text: errorText(query.error),
                action: <Button onPress={() => query.refetch()}>{t("parts.retry")}</Button>,
              }
            : { kind: "loading" }
        }
      />
    </div>
  );
}

function Desk({ all, error }: { all: readonly Approval[]; error: string | null }) {
  const locale = useLocale();
  const nowMs = useNow(500);
  const maySign = useSession()?.role === "admin";
  const waiting = waitingOf(all, nowMs);
  const days = useMemo(() => decidedDays(all, nowMs, (ms) => formatTime(ms, "date", locale)), [all, nowMs, locale]);
  const decided = days.flatMap((d) => d.approvals);
  const { chosen, choose, tab, setTab } = useChosen(all, waiting, decided, nowMs);
  const record = useRef<HTMLElement>(null);
  const latest = decided.find((a) => a.signatures.length > 0) ?? null;
  return (
    <div
      className="grid h-full grid-cols-[300px_minmax(0,1fr)_412px] gap-px bg-border max-[1359px]:grid-cols-[248px_minmax(0,1fr)_324px] max-[1180px]:grid-cols-[208px_minmax(0,1fr)_256px]"
      data-testid="approvals-screen"
    >
      <Queue
        tab={tab}
        onTab={setTab}
        waiting={waiting}
        days={days}
        chosen={chosen?.id ?? null}
        onChoose={choose}
        nowMs={nowMs}
        maySign={maySign}
      />
      <Document
        approval={chosen}
        nowMs={nowMs}
        error={error}
        onSigned={(id) => {
          choose(id);
          record.current?.focus();
        }}
      />
      <Record ref={record} approval={chosen && chosen.signatures.length > 0 ? chosen : latest} mine={chosen} />
    </div>
  );
}

/** The address says which one is looked at; without that, the first of the tab. J and K move. */
function useChosen(all: readonly Approval[], waiting: Approval[], decided: Approval[], nowMs: number) {
  const [path, navigate] = useLocation();
  const [picked, setPicked] = useState<QueueTab | null>(null);
  const named = all.find((a) => a.id === decodeURIComponent(path.split("/")[2] ?? "")) ?? null;
  const tab = picked ?? (named && !isWaiting(named, nowMs) ? "decided" : "waiting");
  const list = tab === "waiting" ? waiting : decided;
  // One that has just been decided stays in sight until another is chosen.
  const chosen = named ?? list[0] ?? null;
  const choose = (id: string) => navigate(`/approvals/${encodeURIComponent(id)}`, { replace: true });
  const ids = list.map((a) => a.id);
  const step = (by: 1 | -1) => {
    const next = neighbour(ids, chosen?.id ?? null, by);
    if (next !== null) choose(next);
  };
  useShortcut("analyse", () => openDialog("analyse"));
  useShortcut("next", () => step(1));
  useShortcut("previous", () => step(-1));
  const setTab = (next: QueueTab) => {
    setPicked(next);
    const first = (next === "waiting" ? waiting : decided)[0];
    if (first) choose(first.id);
  };
  return { chosen, choose, tab, setTab };
}
