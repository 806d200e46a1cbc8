import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";

export interface Segment<T extends string> {
  id: T;
  label: ReactNode;
  /** Where `label` is not text. */
  name?: string;
  /** Buying and selling take the colour of their direction. */
  tone?: "up" | "down";
  disabled?: boolean;
}

interface SegmentedProps<T extends string> {
  label: string;
  segments: readonly Segment<T>[];
  value: T;
  onChange: (value: T) => void;
  /** Over the whole width, equal parts. */
  fill?: boolean;
  disabled?: boolean;
  testId?: string;
}

const chosen = {
  plain: "selected:bg-card selected:text-foreground selected:font-medium selected:ring selected:ring-border-strong",
  up: "selected:bg-up-wash selected:text-up selected:font-semibold selected:ring selected:ring-up",
  down: "selected:bg-down-wash selected:text-down selected:font-semibold selected:ring selected:ring-down",
};

/** One of a few, all in sight. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, segments, value, onChange, fill, testId } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={props.disabled}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(String(key) as T);
      }}
      data-testid={testId}
      className={`segmented gap-px rounded-md bg-muted p-0.5 ${fill ? "flex" : "inline-flex"}`}
    >
      {segments.map((s) => (
        <ToggleButton
          key={s.id}
          id={s.id}
          isDisabled={s.disabled}
          aria-label={s.name}
          data-testid={testId && `${testId}-${s.id}`}
          className={`flex h-[calc(var(--control)-6px)] cursor-default items-center justify-center gap-1 rounded-[3px] px-2 text-xs whitespace-nowrap text-muted-foreground hover:text-foreground disabled:text-subtle-foreground disabled:opacity-60 ${fill ? "flex-1" : ""} ${chosen[s.tone ?? "plain"]}`}
        >
          {s.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
