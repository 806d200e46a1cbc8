import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { scriptOf } from "./scriptOf";

/** Parameters every strategy has: where its stop and target lie. */
const levels = new Set(["atr_length", "stop_atr", "target_atr", "min_distance", "max_distance"]);

/** Names of strategies, their parameters and their models' figures by the backend's names; else as the backend says. */
export function useStrategyText() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const say = (kind: string, name: string, fallback: string) => {
      const key = `strategies.${kind}.${name}`;
      return i18n.exists(key) ? t(key as "strategies.name.manual") : fallback;
    };
    return {
      name: (strategy: string, fallback?: string) => {
        const script = scriptOf(strategy);
        if (!script) return say("name", strategy, fallback ?? strategy);
        const label = fallback ?? script.name;
        return script.version === null ? label : t("strategies.script", { label, version: script.version });
      },
      about: (strategy: string, fallback: string) => say("about", strategy, fallback),
      param: (name: string) => say("param", name, name),
      /** A script's own parameters are described by the script. */
      help: (name: string, fallback: string, strategy = "") =>
        scriptOf(strategy) && !levels.has(name) ? fallback : say("help", name, fallback),
      option: (name: string) => say("option", name, name),
      unit: (name: string) => say("unit", name, ""),
      figure: (name: string) => say("figure", name, name),
    };
  }, [t, i18n]);
}
