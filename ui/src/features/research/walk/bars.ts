/** A bar as parts of the height of its box, from below. */
export interface Bar {
  value: number | null;
  /** Where zero lies, the same for all. */
  zero: number;
  from: number;
  height: number;
}

const none = { from: 0, height: 0 };

/** Two bars a window on one scale that has zero in it. A figure that is undefined has no height. */
export function barsOf(pairs: readonly (readonly [number | null, number | null])[]): { train: Bar; test: Bar }[] {
  const all = pairs.flat().filter((v) => v !== null);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const span = high - low || 1;
  const zero = Math.abs(low) / span;
  const bar = (value: number | null): Bar => {
    if (value === null) return { value, zero, ...none, from: zero };
    const height = Math.abs(value) / span;
    return { value, zero, from: value < 0 ? zero - height : zero, height };
  };
  return pairs.map(([train, test]) => ({ train: bar(train), test: bar(test) }));
}
