import { OctagonX } from "lucide-react";
import { useEffect, useState } from "react";
import { RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { KillLevel } from "~/backend/bindings";
import type { KillPreview } from "~/backend/reply";
import { ModeChip } from "~/components/chip/ModeChip";
import { isTyping } from "~/components/keyboard/isTyping";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";
import { KillAct } from "./KillAct";
import { KillChoice } from "./KillChoice";

interface KillDialogProps {
  open: boolean;
  mode: "paper" | "live";
  /** `null` while it is not known: the switch works all the same. */
  preview: KillPreview | null;
  asOfMs: number;
  /** Why the last pull did not work. */
  problem: string | null;
  onKill: (level: KillLevel) => void;
  onClose: () => void;
}

const levels: readonly KillLevel[] = ["pause_entries", "cancel_orders", "flatten"];

/** Three levels, each with what it would do now. Level 1 acts at once, 2 is held, 3 asks for a word. */
export function KillDialog({ open, mode, preview, asOfMs, problem, onKill, onClose }: KillDialogProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [level, setLevel] = useState<KillLevel>("pause_entries");
  useEffect(() => {
    if (!open) return;
    setLevel("pause_entries");
    const choose = (event: KeyboardEvent) => {
      const chosen = isTyping(event.target) ? undefined : levels[Number(event.key) - 1];
      if (chosen) setLevel(chosen);
    };
    window.addEventListener("keydown", choose);
    return () => window.removeEventListener("keydown", choose);
  }, [open]);

  const orders = preview ? t("kill.orders", { count: preview.working_orders }) : "–";
  const positions = preview ? t("kill.positions", { count: preview.positions }) : "–";
  const notional = preview ? `${formatDecimal(preview.notional, 0, locale)} ${preview.currency}` : "–";
  return (
    <Dialog
      open={open}
      onClose={onClose}
      role="alertdialog"
      title={t("kill.title")}
      icon={<OctagonX size={18} className="text-destructive" aria-hidden="true" />}
      aside={<ModeChip mode={mode} />}
      width={562}
      testId="kill-dialog"
    >
      <p className="mb-3 text-xs text-muted-foreground">
        {preview
          ? t("kill.asOf", { time: `${formatTime(asOfMs, "time", locale)} ${zoneLabel(locale)}` })
          : t("kill.noCounts")}
      </p>
      <RadioGroup
        aria-label={t("kill.title")}
        value={level}
        onChange={(v) => setLevel(v as KillLevel)}
        className="flex flex-col gap-2.5"
      >
        <KillChoice level="pause_entries" number={1} title={t("kill.pause")} text={t("kill.pauseText")} autoFocus />
        <KillChoice level="cancel_orders" number={2} title={t("kill.cancel")} text={t("kill.cancelText", { orders })} />
        <KillChoice
          level="flatten"
          number={3}
          title={t("kill.flatten")}
          text={t("kill.flattenText", { positions, notional })}
        />
      </RadioGroup>
      {problem && (
        <Note tone="error" className="mt-3" testId="kill-problem">
          {problem}
        </Note>
      )}
      <KillAct level={level} mode={mode} orders={orders} positions={positions} onKill={onKill} onClose={onClose} />
    </Dialog>
  );
}
