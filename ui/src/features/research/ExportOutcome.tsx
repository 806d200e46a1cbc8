import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Note } from "~/components/panel/Note";

/** Where the last export was written, or why it was not. */
export function ExportOutcome({ error, path, testId }: { error: unknown; path?: string; testId: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <div className="mt-3 min-h-9" aria-live="polite">
      {error ? (
        <Note tone="error" testId={`${testId}-error`}>
          {errorText(error)}
        </Note>
      ) : (
        path && (
          <Note tone="signed" testId={`${testId}-written`}>
            <span className="font-mono break-all">{t("research.written", { path })}</span>
          </Note>
        )
      )}
    </div>
  );
}
