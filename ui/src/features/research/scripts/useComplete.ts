import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands, type IndicatorView, type ParamSchema } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import type { Complete } from "~/components/code/suggestion";
import { completionsOf } from "./completions";
import { useReference } from "./useScripts";

/** What the editor may put in: the language's words, the indicators, and the parameters the script declares. */
export function useComplete(params: readonly ParamSchema[] | undefined): Complete | undefined {
  const { t, i18n } = useTranslation();
  const reference = useReference().data;
  const indicators = useDeskQuery("door", ["indicators"], () => commands.indicators()).data;
  return useMemo(() => {
    if (!reference || !indicators) return undefined;
    const labelOf = ({ name, label }: IndicatorView) => {
      const key = `trade.indicatorName.${name}`;
      return i18n.exists(key) ? t(key as "parts.close") : label;
    };
    return completionsOf({ reference, indicators, params: params ?? [], labelOf });
  }, [reference, indicators, params, t, i18n]);
}
