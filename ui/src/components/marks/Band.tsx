import { useMemo } from "react";
import { bytesOfHex } from "./rosette";
import { wavePaths } from "./wave";

interface BandProps {
  /** Hex of what it stands over (statement hash, key): it sets the beat. */
  seed: string;
  height?: number;
  waves?: number;
  className?: string;
}

/** The upper edge of a document to sign, a signed entry or a key. Nowhere else. */
export function Band({ seed, height = 20, waves = 24, className = "" }: BandProps) {
  const width = 600;
  const beats = 2 + ((bytesOfHex(seed)[0] ?? 0) % 3);
  const paths = useMemo(() => wavePaths(width, height, 8, waves, beats), [height, waves, beats]);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={`block text-signed-line opacity-70 ${className}`}
    >
      <g fill="none" stroke="currentColor" strokeWidth={0.6}>
        {paths.map((d) => (
          <path key={d} d={d} />
        ))}
      </g>
    </svg>
  );
}
