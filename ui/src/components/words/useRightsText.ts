import { useMemo } from "react";
import { useTranslation } from "react-i18next";

interface Rights {
  read: boolean | null;
  trade: boolean | null;
  withdraw: boolean | null;
}

/** What a key of an exchange may do, in words: never more than the venue says. */
export function useRightsText() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      may: ({ read, trade }: Rights) => {
        const words = [read === true && t("accounts.right.read"), trade === true && t("accounts.right.trade")].filter(
          (word) => word !== false,
        );
        if (words.length > 0) return words.join(", ");
        return t(read === null && trade === null ? "accounts.right.unsaid" : "accounts.right.none");
      },
      withdraws: ({ withdraw }: Rights) =>
        t(
          withdraw === false
            ? "accounts.withdraw.no"
            : withdraw === null
              ? "accounts.withdraw.unsaid"
              : "accounts.withdraw.yes",
        ),
    }),
    [t],
  );
}
