import { Check } from "lucide-react";
import { Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { choice } from "./LanguageChoice";

type Direction = "blue-orange" | "red-green";

const bars = [22, 30, 16, 34, 26];

export function DirectionChoice({ direction, onChange }: { direction: string; onChange: (to: Direction) => void }) {
  const { t } = useTranslation();
  const one = (id: Direction, name: string) => (
    <Radio
      key={id}
      value={id}
      data-testid={`onboarding-direction-${id}`}
      className={`${choice} min-w-0 flex-1 overflow-hidden`}
    >
      <Sample direction={id} />
      <span className="flex min-h-8 items-center justify-between gap-2 px-3 py-1.5 text-xs">
        {name}
        {id === direction && <Check size={14} aria-hidden="true" className="shrink-0 text-primary" />}
      </span>
    </Radio>
  );
  return (
    <RadioGroup
      aria-label={t("onboarding.direction")}
      value={direction}
      onChange={(to) => onChange(to as Direction)}
      className="flex gap-2"
    >
      {one("blue-orange", t("onboarding.blueOrange"))}
      {one("red-green", t("onboarding.redGreen"))}
    </RadioGroup>
  );
}

/** Hollow up, filled down, in the colours of that direction whatever is chosen now. */
function Sample({ direction }: { direction: Direction }) {
  return (
    <span
      className="flex h-[52px] items-end gap-1 bg-chart-bg px-3.5 pb-2"
      data-direction={direction}
      aria-hidden="true"
    >
      {bars.map((height, i) => (
        <i
          key={height}
          className={`block w-[7px] ${i % 2 === 0 ? "border-[1.5px] border-candle-up" : "bg-candle-down"}`}
          style={{ height }}
        />
      ))}
    </span>
  );
}
