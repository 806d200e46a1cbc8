import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "./Mark";
import { bytesOfHex, detailFor, rosettePaths, STROKE } from "./rosette";
import { tenths } from "./tenths";

interface SealProps {
  /** The signature in hex, 128 digits; a key or hash where there is none. */
  signature: string;
  size: number;
  /** Paper: SPECIMEN is printed over it, as on the proofs of banknotes. */
  specimen?: boolean;
  /** The check just made failed: a broken red ring, and it says so. */
  failed?: boolean;
  /** 0 to 1 while it is being signed; without it the seal is whole. */
  progress?: number;
  /** False in rows, where the mark in the middle would be a blot. */
  mark?: boolean;
  className?: string;
  testId?: string;
}

/** Line-work computed from a signature. Stands only beside something verified now. */
export function Seal({ signature, size, specimen, failed, progress, mark = true, className = "", testId }: SealProps) {
  const { t } = useTranslation();
  if (failed) return <BrokenSeal size={size} label={t("parts.sealBroken")} testId={testId} />;
  const whole = progress === undefined;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      className={`shrink-0 text-signed ${className}`}
      role="img"
      aria-label={t(whole ? (specimen ? "parts.sealSpecimen" : "parts.seal") : "parts.sealDrawing")}
      data-testid={testId}
    >
      {!whole && <Rosette signature={signature} size={size} className="opacity-20" />}
      <Rosette signature={signature} size={size} progress={progress} />
      {mark && <Glyph cx={size / 2} cy={size / 2} size={size * (detailFor(size) === 1 ? 0.4 : 0.27)} open={!whole} />}
      {specimen && whole && <Overprint size={size} />}
    </svg>
  );
}

interface RosetteProps {
  signature: string;
  size: number;
  progress?: number;
  className?: string;
}

function Rosette({ signature, size, progress, className }: RosetteProps) {
  const detail = detailFor(size);
  const paths = useMemo(() => rosettePaths(bytesOfHex(signature), size, detail), [signature, size, detail]);
  const drawn =
    progress === undefined ? {} : { pathLength: 100, strokeDasharray: `${tenths(Math.min(1, progress) * 100)} 200` };
  return (
    <g fill="none" stroke="currentColor" strokeWidth={STROKE[detail]} className={className}>
      {paths.map((d) => (
        <path key={d} d={d} {...drawn} />
      ))}
    </g>
  );
}

/** Below 40 px the word would be a smear: the bar alone says it. */
function Overprint({ size }: { size: number }) {
  const c = size / 2;
  const height = size * 0.163;
  return (
    <g transform={`rotate(-14 ${c} ${c})`}>
      <rect
        x={size * 0.05}
        y={c - height / 2}
        width={size * 0.9}
        height={height}
        fill="var(--card)"
        stroke="currentColor"
        strokeWidth={Math.max(0.8, size * 0.0077)}
      />
      {size >= 40 && (
        <text
          x={c}
          y={c + size * 0.036}
          textAnchor="middle"
          fill="currentColor"
          fontSize={size * 0.102}
          fontWeight={600}
          letterSpacing="0.24em"
        >
          SPECIMEN
        </text>
      )}
    </g>
  );
}

function BrokenSeal({ size, label, testId }: { size: number; label: string; testId?: string }) {
  const r = size / 2 - size * 0.06;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      className="shrink-0 text-destructive"
      role="img"
      aria-label={label}
      data-testid={testId}
    >
      <circle
        cx={size / 2}
        cy={size / 2}
        r={r}
        fill="none"
        stroke="currentColor"
        strokeWidth={Math.max(1.5, size * 0.05)}
        strokeDasharray={`${tenths(r * 1.1)} ${tenths(r * 0.25)} ${tenths(r * 0.6)} ${tenths(r * 0.3)}`}
      />
      <path
        d={`M${size * 0.36} ${size * 0.36}L${size * 0.64} ${size * 0.64}M${size * 0.64} ${size * 0.36}L${size * 0.36} ${size * 0.64}`}
        stroke="currentColor"
        strokeWidth={Math.max(1.5, size * 0.05)}
      />
    </svg>
  );
}
