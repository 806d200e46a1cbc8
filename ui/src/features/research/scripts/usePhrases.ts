import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Phrases } from "~/components/code/extensions";

/** The editor's own words (find and replace, messages) in the chosen language. */
export function usePhrases(): Phrases {
  const { t, i18n } = useTranslation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  return useMemo(() => {
    const word = (name: "find" | "replace" | "next" | "previous" | "all" | "case" | "regexp" | "word" | "swap" | "swapAll" | "close") =>
      t(`research.scripts.search.${name}`); // biome-ignore format: one list
    return {
      Find: word("find"),
      Replace: word("replace"),
      next: word("next"),
      previous: word("previous"),
      all: word("all"),
      "match case": word("case"),
      regexp: word("regexp"),
      "by word": word("word"),
      replace: word("swap"),
      "replace all": word("swapAll"),
      close: word("close"),
      "$ unchanged lines": t("research.scripts.unchanged"),
    };
  }, [t, i18n.language]);
}
