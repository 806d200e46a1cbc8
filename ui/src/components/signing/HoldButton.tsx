import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "../button/Kbd";
import { Seal } from "../marks/Seal";
import { useLocale } from "../numbers/LocaleContext";
import { HOLD_MS, useHold } from "./useHold";
import { useHoldKeys } from "./useHoldKeys";

interface HoldButtonProps {
  mode: "paper" | "live";
  children: ReactNode;
  /** Hex of the signer's key: the small seal on the button. */
  seal?: string;
  /** Why it cannot be signed now; the button then is dashed and says it. */
  off?: ReactNode;
  /** Also starts with this key anywhere outside a field, as "a". */
  shortcut?: string;
  /** Red for what destroys; the default is the ink of a signature. */
  tone?: "signed" | "destructive";
  onHeld: (heldMs: number) => void;
  /** Follows the hold from 0 to 1 and back, for the seal that draws itself; not called where motion is reduced. */
  onProgress?: (progress: number) => void;
  testId?: string;
}

const inks = {
  signed: {
    held: "border-signed bg-signed-wash text-signed",
    solid: "border-signed bg-primary text-primary-foreground",
  },
  destructive: {
    held: "border-destructive bg-destructive-wash text-destructive",
    solid: "border-destructive bg-destructive text-destructive-foreground",
  },
};

/** The countersignature: held with pointer, A, Space or Return for 900 ms on paper, 1500 ms live. Letting go undoes it. */
export function HoldButton({
  mode,
  children,
  seal,
  off,
  shortcut,
  tone = "signed",
  onHeld,
  onProgress,
  testId,
}: HoldButtonProps) {
  const { t } = useTranslation();
  const { decimal } = useLocale();
  const ms = HOLD_MS[mode];
  const enabled = off == null;
  const button = useRef<HTMLButtonElement>(null);
  const { phase, progress, press, release } = useHold(ms, enabled, onHeld);
  useHoldKeys({ button, shortcut, enabled, press, release });

  useEffect(() => onProgress?.(progress), [progress, onProgress]);

  if (!enabled) {
    return (
      <button
        type="button"
        disabled
        data-testid={testId}
        className="flex min-h-control-lg w-full min-w-0 flex-1 items-center justify-center rounded-md border border-dashed border-input px-3 text-center text-sm font-semibold text-muted-foreground"
      >
        {off}
      </button>
    );
  }
  const holding = phase === "holding" || phase === "back";
  const left = (((1 - progress) * ms) / 1000).toFixed(1).replace(".", decimal);
  const words = holding ? t("parts.keepHolding", { seconds: left }) : children;
  return (
    <button
      ref={button}
      type="button"
      data-testid={testId}
      data-phase={phase}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        press();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      className={`relative flex h-control-lg w-full min-w-0 flex-1 touch-none items-center justify-center overflow-hidden rounded-md border text-sm font-semibold select-none ${
        holding ? inks[tone].held : inks[tone].solid
      }`}
    >
      <Face>
        {!holding && seal && <Seal signature={seal} size={20} className="text-current!" />}
        {words}
        {!holding && shortcut && <Kbd chord={shortcut} bare />}
      </Face>
      {holding && (
        // The same words in the other ink, uncovered as far as the fill has come.
        <span
          aria-hidden="true"
          className={`absolute inset-0 ${inks[tone].solid}`}
          style={{ clipPath: `inset(0 ${(1 - progress) * 100}% 0 0)` }}
        >
          <Face>{words}</Face>
        </span>
      )}
    </button>
  );
}

function Face({ children }: { children: ReactNode }) {
  return <span className="flex size-full items-center justify-center gap-2 px-3 whitespace-nowrap">{children}</span>;
}
