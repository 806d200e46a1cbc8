import { HardDriveDownload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { NumberField } from "~/components/fields/NumberField";
import { Segmented } from "~/components/fields/Segmented";
import { Select } from "~/components/fields/Select";
import { Dialog } from "~/components/overlay/Dialog";
import { venueName } from "~/components/words/venueName";
import { startDownload } from "./download";
import { type DownloadForm, downloadRequest, marketText } from "./downloadForm";

interface DownloadDialogProps {
  /** Followed markets of connected venues. */
  markets: readonly InstrumentView[];
  onClose: () => void;
}

/** Which candles to fetch from a venue into the store. */
export function DownloadDialog({ markets, onClose }: DownloadDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("connections.downloadTitle")}
      icon={<HardDriveDownload size={16} aria-hidden="true" />}
      width={460}
      testId="download-dialog"
    >
      <Form markets={markets} onClose={onClose} />
    </Dialog>
  );
}

function Form({ markets, onClose }: DownloadDialogProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState<DownloadForm>({
    market: markets[0] ? marketText(markets[0].id) : "",
    timeframe: "1h",
    period: "days",
    days: "365",
    from: "",
    to: "",
  });
  const [tried, setTried] = useState(false);
  const change = (some: Partial<DownloadForm>) => setForm({ ...form, ...some });
  const market = markets.find((m) => marketText(m.id) === form.market);
  const frames = market?.timeframes ?? [];
  const timeframe = frames.includes(form.timeframe) ? form.timeframe : (frames[0] ?? form.timeframe);
  const asked = downloadRequest({ ...form, timeframe }, Date.now());
  const wrong = tried && "problem" in asked ? asked.problem : null;
  const start = () => {
    setTried(true);
    if ("problem" in asked) return;
    startDownload(asked.request);
    onClose();
  };
  return (
    <div className="space-y-3">
      <p className="text-xs text-muted-foreground">{t("connections.downloadText")}</p>
      <Select
        label={t("connections.market")}
        labelAbove
        options={markets.map((m) => ({
          id: marketText(m.id),
          label: `${m.id.symbol}, ${venueName(m.id.venue, t("shell.builtin"))}`,
        }))}
        value={form.market}
        onChange={(id) => change({ market: id })}
        testId="download-market"
      />
      <Select
        label={t("connections.timeframe")}
        labelAbove
        options={frames.map((id) => ({ id, label: id }))}
        value={timeframe}
        onChange={(id) => change({ timeframe: id })}
        testId="download-timeframe"
      />
      <Segmented
        label={t("connections.period")}
        fill
        segments={[
          { id: "days", label: t("connections.lastDays") },
          { id: "dates", label: t("connections.dates") },
        ]}
        value={form.period}
        onChange={(period) => change({ period })}
        testId="download-period"
      />
      {form.period === "days" ? (
        <NumberField
          label={t("connections.lastDays")}
          value={form.days}
          onChange={(days) => change({ days })}
          unit={t("connections.daysUnit")}
          problem={wrong === "days" ? t("connections.badDays") : undefined}
          onEnter={start}
          testId="download-days"
        />
      ) : (
        <div className="grid grid-cols-2 gap-2">
          {(["from", "to"] as const).map((id) => (
            <Field
              key={id}
              label={t(id === "from" ? "connections.fromDay" : "connections.toDay")}
              labelAbove
              value={form[id]}
              onChange={(text) => change({ [id]: text })}
              problem={wrong === id ? t("connections.badDay") : undefined}
              maxLength={10}
              onEnter={start}
              testId={`download-${id}`}
            />
          ))}
        </div>
      )}
      <Button
        kind="primary"
        className="w-full"
        isDisabled={markets.length === 0}
        onPress={start}
        testId="download-start"
      >
        {t("connections.fetch")}
      </Button>
    </div>
  );
}
