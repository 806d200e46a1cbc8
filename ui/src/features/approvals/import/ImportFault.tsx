import { useTranslation } from "react-i18next";
import type { DeskError } from "~/backend/deskError";
import { useErrorText } from "~/backend/useErrorText";
import { Note } from "~/components/panel/Note";

/** File, line, column and reason; in English with the values the backend gives. */
export function ImportFault({ error }: { error: DeskError }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const { file, line, column, reason } = error.details;
  const key = `importing.fault.${reason}`;
  const known = error.code === "bad_file" && i18n.exists(key);
  const places = [
    file,
    line && line !== "0" ? t("importing.line", { line }) : "",
    column ? t("importing.column", { column }) : "",
  ].filter(Boolean);
  // The backend's sentence is the part behind the place, with the value at fault in it.
  const sentence = i18n.language === "en" ? error.message.slice(error.message.indexOf(": ") + 2) : "";
  return (
    <Note tone="error" testId="import-error">
      {known ? (
        <>
          <b className="font-semibold break-all" data-testid="import-error-place">
            {places.join(", ")}
          </b>
          <p data-testid="import-error-reason" data-reason={reason}>
            {sentence === ""
              ? t(key as "importing.fault.empty")
              : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`}
          </p>
        </>
      ) : (
        <p>{errorText(error)}</p>
      )}
      <p>{t("importing.failed")}</p>
    </Note>
  );
}
