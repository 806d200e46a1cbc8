/** A box on the map in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GAP = 6;

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Where the label of each marked box stands: beside it, else above or below, within the map, off every marked box and
 * the labels before it; off the labels alone where that cannot be; else at its first place, drawn back into the map.
 */
export function placeLabels(
  marks: readonly { box: Box; width: number; height: number }[],
  map: { width: number; height: number },
): Box[] {
  const boxes = marks.map((m) => m.box);
  const labels: Box[] = [];
  return marks.map(({ box, width, height }) => {
    const middle = box.y + (box.height - height) / 2;
    const places: [number, number][] = [
      [box.x + box.width + GAP, middle],
      [box.x - GAP - width, middle],
      [box.x + box.width + GAP, box.y + box.height - height],
      [box.x + box.width + GAP, box.y + box.height + GAP],
      [box.x, box.y - GAP - height],
      [box.x, box.y + box.height + GAP],
    ];
    const fits =
      (taken: readonly Box[]) =>
      ([x, y]: [number, number]) => {
        const inside = x >= 0 && y >= 0 && x + width <= map.width && y + height <= map.height;
        return inside && !taken.some((other) => overlaps({ x, y, width, height }, other));
      };
    const [x, y] = places.find(fits([...boxes, ...labels])) ??
      places.find(fits(labels)) ?? [
        Math.max(0, Math.min(map.width - width, box.x + box.width + GAP)),
        Math.max(0, Math.min(map.height - height, middle)),
      ];
    const label = { x, y, width, height };
    labels.push(label);
    return label;
  });
}
