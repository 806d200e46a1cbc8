import { Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { ParamSchema } from "~/backend/bindings";
import { type AxisForm, clean, onAxis, reachOf, stepOf } from "./axes";

interface AxisSliderProps {
  param: ParamSchema;
  /** Of the parameter, in words. */
  label: string;
  axis: AxisForm;
  /** Where the cross stands, as text; without it the slider has the two ends only. */
  cross?: string;
  onRange: (range: { from: string; to: string }) => void;
  onCross: (value: string) => void;
}

/** What is swept as a band on the way of a parameter, and the cross within it. */
export function AxisSlider({ param, label, axis, cross, onRange, onCross }: AxisSliderProps) {
  const { t } = useTranslation();
  const [min, max] = reachOf(param, axis);
  const number = (text: string, otherwise: number) => (text === "" || !Number.isFinite(Number(text)) ? otherwise : Number(text)); // biome-ignore format: one thought
  const [from, to] = [number(axis.from, min), number(axis.to, max)];
  const at = cross === undefined ? [] : [Math.min(to, Math.max(from, number(cross, from)))];
  const values = [from, ...at, Math.max(from, to)];
  const names = [t("research.sweep.from"), ...at.map(() => t("research.sweep.cross")), t("research.sweep.to")];
  const change = (next: number[]) => {
    const moved = next.map(clean).findIndex((v, i) => v !== values[i]);
    if (moved === -1) return;
    if (at.length > 0 && moved === 1) onCross(String(onAxis(next[1] ?? from, from, to, Number(axis.step))));
    else onRange({ from: String(clean(next[0] ?? from)), to: String(clean(next.at(-1) ?? to)) });
  };
  return (
    <Slider
      aria-label={label}
      value={values}
      minValue={min}
      maxValue={max}
      step={stepOf(param)}
      onChange={change}
      data-testid={`sweep-slider-${param.name}`}
    >
      <SliderTrack className="relative mx-1.5 h-6">
        {({ state }) => (
          <>
            <i aria-hidden="true" className="absolute inset-x-0 top-1/2 -mt-px h-0.5 rounded-full bg-border-strong" />
            <i
              aria-hidden="true"
              className="absolute top-1/2 -mt-px h-0.5 bg-primary"
              style={{
                left: `${state.getThumbPercent(0) * 100}%`,
                right: `${(1 - state.getThumbPercent(values.length - 1)) * 100}%`,
              }}
            />
            {names.map((name, i) => (
              <SliderThumb
                key={name}
                index={i}
                aria-label={t("research.sweep.thumb", { name, param: label })}
                className={`top-1/2 outline-none before:absolute before:-inset-x-1.5 before:-inset-y-2 focus-visible:ring-2 focus-visible:ring-ring ${
                  at.length > 0 && i === 1
                    ? "z-1 size-3.5 rounded-full border-2 border-primary bg-card dragging:bg-primary"
                    : "h-3.5 w-1.5 rounded-sm bg-primary"
                }`}
              />
            ))}
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
