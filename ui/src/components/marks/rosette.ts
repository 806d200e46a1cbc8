import { tenths } from "./tenths";

/** 3: over 100 px, 2: from 40 px, 1: below. */
export type Detail = 1 | 2 | 3;

interface Ring {
  /** Mean radius and amplitude as fractions of the outer radius. */
  radius: number;
  amplitude: number;
  /** Petals, and a slower wave that deepens them. */
  petals: number;
  swell: number;
  depth: number;
}

const COPIES: Record<Detail, number> = { 1: 3, 2: 6, 3: 9 };
const POINTS: Record<Detail, number> = { 1: 84, 2: 180, 3: 320 };
export const STROKE: Record<Detail, number> = { 1: 0.9, 2: 0.65, 3: 0.7 };

export function detailFor(size: number): Detail {
  if (size > 100) return 3;
  return size >= 40 ? 2 : 1;
}

/**
 * The guilloche of a signature: the same bytes give the same line-work. Petals, swells, depths and radii are read from
 * the first ten bytes; each ring is drawn several times, turned by an equal part of its phase.
 */
export function rosettePaths(bytes: Uint8Array, size: number, detail: Detail): string[] {
  const centre = size / 2;
  const outer = centre - size * 0.03;
  const copies = COPIES[detail];
  return rings(bytes, detail).flatMap((ring) =>
    Array.from({ length: copies }, (_, k) => {
      return ringPath(centre, outer, ring, (k / copies) * 2 * Math.PI, POINTS[detail]);
    }),
  );
}

function rings(bytes: Uint8Array, detail: Detail): Ring[] {
  const byte = (i: number) => bytes[i] ?? 0;
  const between = (i: number, low: number, high: number) => low + (byte(i) / 255) * (high - low);
  const petals = 7 + (byte(0) % 15);
  const inner = 5 + (byte(1) % 9);
  const swell = 2 + (byte(2) % 6);
  if (detail === 1) return [{ radius: 0.79, amplitude: 0.18, petals: inner + 3, swell, depth: 0 }];
  const edge = between(4, 0.085, 0.15);
  const depth = between(6, 0.05, 0.34);
  return [
    { radius: 0.98 - edge * (1 + depth), amplitude: edge, petals, swell, depth },
    {
      radius: between(8, 0.56, 0.64),
      amplitude: between(5, 0.07, 0.15),
      petals: inner + 4,
      swell: 2 + (byte(3) % 5),
      depth: between(7, 0.1, 0.5),
    },
    { radius: 0.42, amplitude: between(9, 0.05, 0.09), petals: petals + 3, swell: 3, depth: 0.15 },
  ];
}

/** r(t) = R (radius + amplitude cos(petals t + phase) (1 + depth cos(swell t))), from the top, clockwise. */
function ringPath(centre: number, outer: number, ring: Ring, phase: number, points: number): string {
  let path = "";
  for (let i = 0; i <= points; i++) {
    const t = (i / points) * 2 * Math.PI;
    const wave = Math.cos(ring.petals * t + phase) * (1 + ring.depth * Math.cos(ring.swell * t));
    const r = outer * ring.radius + outer * ring.amplitude * wave;
    const angle = t - Math.PI / 2;
    path += `${i ? "L" : "M"}${tenths(centre + r * Math.cos(angle))} ${tenths(centre + r * Math.sin(angle))}`;
  }
  return `${path}Z`;
}

/** The bytes of a hex text; an odd or foreign digit ends it. */
export function bytesOfHex(hex: string): Uint8Array {
  const pairs = /^(?:[0-9a-f]{2})*/i.exec(hex)?.[0].match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
