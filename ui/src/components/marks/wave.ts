import { tenths } from "./tenths";

/**
 * Interlaced waves, as on the edge of a banknote: `lines` sines of equal length, evenly out of phase, under an envelope
 * of so many beats.
 */
export function wavePaths(width: number, height: number, lines: number, waves: number, beats: number): string[] {
  const steps = waves * 10;
  return Array.from({ length: lines }, (_, k) => {
    const phase = (k / lines) * Math.PI * 2;
    let path = "";
    for (let i = 0; i <= steps; i++) {
      const u = i / steps;
      const envelope = 0.62 + 0.38 * Math.cos(u * Math.PI * 2 * beats);
      const y = height / 2 + (height / 2 - 0.5) * envelope * Math.sin(u * Math.PI * waves + phase);
      path += `${i ? "L" : "M"}${tenths(u * width)} ${tenths(y)}`;
    }
    return path;
  });
}
