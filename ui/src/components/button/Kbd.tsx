import { ArrowBigUp, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, CornerDownLeft, type LucideIcon } from "lucide-react";

const drawn: Record<string, LucideIcon> = {
  Shift: ArrowBigUp,
  Enter: CornerDownLeft,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ArrowDown,
};

interface KbdProps {
  /** One chord, keys parted by a plus sign: "Ctrl+Shift+K"; a plus key is "Plus". */
  chord: string;
  /** On a solid button: takes the button's ink. */
  bare?: boolean;
}

/** A key as it stands on the keyboard. Arrows, shift and return are drawn: the type has no such signs. */
export function Kbd({ chord, bare }: KbdProps) {
  const keys = chord.split("+");
  return (
    <kbd
      className={`inline-flex h-[17px] min-w-[18px] items-center justify-center gap-[3px] rounded-[3px] border border-b-2 px-1 font-sans text-2xs leading-[14px]! font-medium whitespace-nowrap ${
        bare ? "border-current text-current opacity-90" : "border-border-strong bg-card text-muted-foreground"
      }`}
    >
      {keys.map((key) => {
        const Icon = drawn[key];
        return Icon ? (
          <Icon key={key} size={11} strokeWidth={2} aria-label={key} />
        ) : (
          <span key={key}>{label(key)}</span>
        );
      })}
    </kbd>
  );
}

function label(key: string): string {
  if (key === "Plus") return "+";
  if (key === "Minus") return "−";
  if (key === "Escape") return "Esc";
  return key.length === 1 ? key.toUpperCase() : key;
}
