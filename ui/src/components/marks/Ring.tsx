import { formatCountdown } from "../numbers/formatTime";
import { tenths } from "./tenths";

export type Urgency = "calm" | "soon" | "late";

/** Yellow from 60 s, red from 15 s. */
export function urgencyOf(secondsLeft: number): Urgency {
  if (secondsLeft <= 15) return "late";
  return secondsLeft <= 60 ? "soon" : "calm";
}

interface RingProps {
  secondsLeft: number;
  /** What a full ring stands for. */
  totalSeconds: number;
  size?: number;
  testId?: string;
}

const colour: Record<Urgency, string> = { calm: "text-signed", soon: "text-warn", late: "text-destructive" };

/** Time left to sign: the ring empties clockwise, the figure is the truth. */
export function Ring({ secondsLeft, totalSeconds, size = 38, testId }: RingProps) {
  const urgency = urgencyOf(secondsLeft);
  const r = size / 2 - 2.5;
  const around = 2 * Math.PI * r;
  const share = totalSeconds > 0 ? Math.min(1, Math.max(0, secondsLeft / totalSeconds)) : 0;
  const circle = { cx: size / 2, cy: size / 2, r, fill: "none", strokeWidth: 2.5 };
  return (
    <span
      className={`relative grid shrink-0 place-items-center ${colour[urgency]}`}
      style={{ width: size, height: size }}
      data-urgency={urgency}
      data-testid={testId}
    >
      <svg width={size} height={size} aria-hidden="true" className="absolute inset-0">
        <circle {...circle} stroke="var(--border-strong)" />
        <circle
          {...circle}
          stroke="currentColor"
          strokeDasharray={`${tenths(share * around)} ${tenths(around)}`}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      </svg>
      <b className={`relative text-xs font-semibold ${urgency === "calm" ? "text-foreground" : ""}`}>
        {formatCountdown(secondsLeft)}
      </b>
    </span>
  );
}
