import { tenths } from "./tenths";

/** The open ring: three quarters and more of a circle of radius 0.4 s, open to the right by 80 degrees. */
export function ringArc(cx: number, cy: number, s: number): string {
  const r = s * 0.4;
  const at = (degrees: number) => {
    const a = (degrees * Math.PI) / 180;
    return `${tenths(cx + r * Math.cos(a))} ${tenths(cy + r * Math.sin(a))}`;
  };
  return `M${at(-40)}A${tenths(r)} ${tenths(r)} 0 1 0 ${at(40)}`;
}

/** The pen stroke that closes it. */
export function penStroke(cx: number, cy: number, s: number): string {
  const at = (x: number, y: number) => `${tenths(cx + s * x)} ${tenths(cy + s * y)}`;
  return `M${at(-0.13, 0.02)}L${at(0.06, 0.2)}L${at(0.52, -0.36)}`;
}

interface GlyphProps {
  cx: number;
  cy: number;
  size: number;
  /** Only proposed: the stroke is missing. */
  open?: boolean;
  strokeColour?: string;
}

export function Glyph({ cx, cy, size, open, strokeColour = "currentColor" }: GlyphProps) {
  return (
    <g fill="none" stroke="currentColor" strokeWidth={tenths(size * 0.155)}>
      <path d={ringArc(cx, cy, size)} />
      {!open && <path className="pen-stroke" d={penStroke(cx, cy, size)} stroke={strokeColour} />}
    </g>
  );
}

/** The product's mark: a proposal, closed by one stroke; `open` while it is only proposed. */
export function Mark({ size = 24, open }: { size?: number; open?: boolean }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <Glyph cx={11.4} cy={12.6} size={21} open={open} strokeColour="var(--primary)" />
    </svg>
  );
}
