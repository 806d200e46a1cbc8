import { Radio } from "react-aria-components";
import type { KillLevel } from "~/backend/bindings";
import { Kbd } from "~/components/button/Kbd";

interface KillChoiceProps {
  level: KillLevel;
  number: number;
  title: string;
  text: string;
  autoFocus?: boolean;
}

export function KillChoice({ level, number, title, text, autoFocus }: KillChoiceProps) {
  return (
    <Radio
      value={level}
      autoFocus={autoFocus}
      data-testid={`kill-level-${number}`}
      className="group flex cursor-default gap-2.5 rounded-lg border px-4 py-3 selected:border-destructive selected:bg-destructive-wash selected:ring selected:ring-destructive"
    >
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-input group-selected:border-4 group-selected:border-destructive" />
      <span className="min-w-0 flex-1">
        <b className="block text-sm font-semibold group-selected:text-destructive">{title}</b>
        <span className="mt-1.5 block text-xs text-muted-foreground group-selected:text-foreground">{text}</span>
      </span>
      <Kbd chord={String(number)} />
    </Radio>
  );
}
