import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import { Progress } from "~/components/progress/Progress";
import { venueName } from "~/components/words/venueName";
import { type Download, forgetDownload, startDownload, stopDownload, useDownload } from "./download";

/** The download under way or the last one; nothing before the first. */
export function DownloadPanel() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { download, running } = useDownload();
  if (!download) return null;
  const { instrument, timeframe, from_ms, to_ms } = download.request;
  const day = (ms: number) => formatTime(ms, "date", locale);
  return (
    <section className="shrink-0 bg-card" data-testid="download">
      <header className="flex min-h-8 flex-wrap items-center gap-x-2 border-b px-4 text-xs">
        <h2 className="font-semibold">{t("connections.download")}</h2>
        <span className="text-muted-foreground">
          {t("connections.downloadOf", {
            symbol: instrument.symbol,
            timeframe,
            venue: venueName(instrument.venue, t("shell.builtin")),
            from: day(from_ms),
            to: to_ms === null ? t("connections.untilNow") : day(to_ms),
          })}
        </span>
        <span className="flex-1" />
        {running ? (
          <Button
            kind="ghost"
            size="small"
            isDisabled={download.stopping}
            onPress={stopDownload}
            testId="download-cancel"
          >
            {t(download.stopping ? "connections.stopping" : "connections.cancel")}
          </Button>
        ) : (
          <Button kind="ghost" size="small" onPress={forgetDownload} testId="download-close">
            {t("parts.close")}
          </Button>
        )}
      </header>
      <div className="px-4 py-3">{running ? <Running download={download} /> : <Ended download={download} />}</div>
    </section>
  );
}

function Running({ download: { progress } }: { download: Download }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const count = (n: number) => formatDecimal(n, 0, locale);
  const label = progress
    ? t("connections.pages", { pages: count(progress.pages), of: count(progress.of), rows: count(progress.rows) })
    : t("connections.downloadStarts");
  const share = progress && progress.of > 0 ? progress.pages / progress.of : null;
  return <Progress share={share} label={label} testId="download-progress" />;
}

function Ended({ download }: { download: Download }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const again = (
    <Button size="small" onPress={() => startDownload(download.request)} testId="download-again">
      {t("connections.goOn")}
    </Button>
  );
  if (download.error)
    return (
      <Note tone="error" action={again} testId="download-error">
        {errorText(download.error)}
      </Note>
    );
  if (!download.done) return null;
  const { rows, inserted, requests, stopped } = download.done;
  const count = (n: number) => formatDecimal(n, 0, locale);
  const values = { rows: count(rows), inserted: count(inserted), requests: count(requests) };
  return (
    <Note tone={stopped ? "plain" : "signed"} action={stopped && again} testId="download-done">
      {t(stopped ? "connections.downloadStopped" : "connections.downloadDone", values)}
    </Note>
  );
}
