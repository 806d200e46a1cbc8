import { useTranslation } from "react-i18next";
import type { DeskError } from "~/backend/deskError";
import { useErrorText } from "~/backend/useErrorText";
import { Note } from "~/components/panel/Note";
import { venueName } from "~/components/words/venueName";
import { KEY_VENUES, type KeyVenue } from "./keyRules";

const isKeyVenue = (venue: string): venue is KeyVenue => (KEY_VENUES as readonly string[]).includes(venue);

/** Why a key was not kept. One that may withdraw never is: what to make instead stands beside it. */
export function KeyRefused({ error, venue }: { error: DeskError; venue: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const text =
    error.code === "key_may_withdraw" && isKeyVenue(venue)
      ? t("accounts.mayWithdraw", { venue: venueName(venue, ""), rights: t(`accounts.rightsAt.${venue}`) })
      : errorText(error);
  return (
    <Note tone="error" testId="key-refused">
      <span data-code={error.code}>{text}</span>
    </Note>
  );
}
