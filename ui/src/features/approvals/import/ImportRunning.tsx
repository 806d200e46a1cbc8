import { useTranslation } from "react-i18next";
import { commands, type ImportProgress } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { Button } from "~/components/button/Button";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Progress } from "~/components/progress/Progress";

/** How far it is, in rows and bytes; it can be called off, and then nothing was stored. */
export function ImportRunning({ progress }: { progress: ImportProgress | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const cancel = useDeskMutation(() => commands.cancelImport());
  const megabytes = (bytes: number) => formatDecimal(bytes / 1_000_000, 1, locale);
  const label = progress
    ? t("importing.rows", {
        rows: formatDecimal(progress.rows, 0, locale),
        read: megabytes(progress.bytes),
        total: megabytes(progress.total_bytes),
      })
    : t("importing.starting");
  const share = progress && progress.total_bytes > 0 ? progress.bytes / progress.total_bytes : null;
  return (
    <div className="flex flex-col gap-4">
      <Progress share={share} label={label} testId="import-progress" />
      <Button
        className="self-end"
        isDisabled={cancel.isPending || cancel.isSuccess}
        onPress={() => cancel.mutate(undefined)}
        testId="import-cancel"
      >
        {t(cancel.isPending || cancel.isSuccess ? "importing.cancelling" : "importing.cancel")}
      </Button>
    </div>
  );
}
