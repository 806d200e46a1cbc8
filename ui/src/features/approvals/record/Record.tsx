import { useQuery } from "@tanstack/react-query";
import { Copy, ShieldCheck } from "lucide-react";
import { type Ref, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { call } from "~/backend/call";
import { orderStory } from "~/backend/orderStory";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { Button } from "~/components/button/Button";
import { IconButton } from "~/components/button/IconButton";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Panel } from "~/components/panel/Panel";
import { Timeline } from "~/components/timeline/Timeline";
import type { Approval } from "../approval";
import { RecordHead } from "./RecordHead";
import { useTimelineEntries } from "./useTimelineEntries";
import { VerifyFoot } from "./VerifyFoot";

interface RecordProps {
  ref: Ref<HTMLElement>;
  /** Whose signature is shown; `null` while nothing was ever signed. */
  approval: Approval | null;
  /** The one in the middle; where it is another, the record is that of the last signature. */
  mine: Approval | null;
}

/** Seal and timeline of what was signed. The chain is verified when it comes into sight: no seal for less. */
export function Record({ ref, approval, mine }: RecordProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const subject = approval ?? mine;
  const id = subject?.id ?? "";
  const timeline = useDeskQuery("audit", ["timeline", id], () => commands.timeline(id), { enabled: id !== "" });
  const signature = approval?.signatures.at(-1);
  const verify = useQuery({
    queryKey: ["verified", id, approval?.signatures.length],
    queryFn: async () => ({ ...(await call(commands.auditVerify())), atMs: Date.now() }),
    enabled: signature !== undefined,
  });
  const story = useMemo(() => orderStory(timeline.data ?? []), [timeline.data]);
  const valid = verify.data?.ok ?? null;
  const entries = useTimelineEntries(subject, story, valid);
  const title = !signature
    ? t("approvals.record")
    : t(approval === mine ? "approvals.recordSigned" : "approvals.recordLatest", {
        time: formatTime(signature.time_ms, "minute", locale),
      });
  return (
    <section
      ref={ref}
      tabIndex={-1}
      className="flex min-h-0 min-w-0 flex-col bg-card outline-none"
      data-testid="approval-record"
    >
      <div className="min-h-0 flex-1">
        <Panel
          title={title}
          className="h-full"
          state={
            id === ""
              ? { kind: "empty", title: t("approvals.recordEmpty"), text: t("approvals.recordEmptyText") }
              : timeline.isLoading
                ? { kind: "loading" }
                : { kind: "ready" }
          }
          actions={
            signature && (
              <IconButton
                icon={Copy}
                iconSize={14}
                label={t("approvals.copySignature")}
                onPress={() => void navigator.clipboard?.writeText(signature.signature)}
                testId="approval-copy-signature"
              />
            )
          }
        >
          {approval && signature && <RecordHead approval={approval} signature={signature} failed={valid === false} />}
          <div className="px-4 py-3.5">
            <Timeline entries={entries} testId="approval-timeline" />
          </div>
        </Panel>
      </div>
      <VerifyFoot
        steps={story.steps}
        result={verify.data ?? null}
        busy={verify.isFetching}
        error={verify.error}
        action={
          <Button onPress={() => verify.refetch()} isDisabled={verify.isFetching || id === ""} testId="approval-verify">
            <ShieldCheck size={14} aria-hidden="true" />
            {t("approvals.verifyAgain")}
          </Button>
        }
        onVerify={() => void verify.refetch()}
      />
    </section>
  );
}
