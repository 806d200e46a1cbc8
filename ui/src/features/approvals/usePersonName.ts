import { useTranslation } from "react-i18next";
import { useSession } from "~/backend/useDoor";

/** Names of people as they are told to the one who reads: "you" for oneself. */
export function usePersonName(): (name: string | null) => string {
  const { t } = useTranslation();
  const me = useSession()?.user;
  return (name) => {
    if (name === null || name === "system") return t("approvals.nobody");
    const bare = name.replace(/^user:/, "");
    return bare === me ? t("approvals.you") : bare;
  };
}
