import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Names of strategies, their parameters and their models' figures by the backend's names; else as the backend says. */
export function useStrategyText() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const say = (kind: string, name: string, fallback: string) => {
      const key = `strategies.${kind}.${name}`;
      return i18n.exists(key) ? t(key as "strategies.name.manual") : fallback;
    };
    return {
      name: (strategy: string, fallback = strategy) => say("name", strategy, fallback),
      about: (strategy: string, fallback: string) => say("about", strategy, fallback),
      param: (name: string) => say("param", name, name),
      help: (name: string, fallback: string) => say("help", name, fallback),
      option: (name: string) => say("option", name, name),
      unit: (name: string) => say("unit", name, ""),
      figure: (name: string) => say("figure", name, name),
    };
  }, [t, i18n]);
}
