import { type Box, placeLabels } from "./labelPlaces";
import type { Slice } from "./slice";

/** A cell or block of the map, and what it is called. */
export interface MapMark {
  id: "best" | "plateau" | "spike";
  cell: number;
  /** Cells beside it that belong to it: 1 makes a block of nine. */
  round: number;
  text: string;
}

const look = {
  best: { box: "border-2 border-foreground", label: "border-foreground text-foreground" },
  plateau: { box: "border-[1.5px] border-dashed border-foreground", label: "border-foreground text-foreground" },
  spike: { box: "border-2 border-dotted border-warn", label: "border-warn text-warn" },
};

/** A generous width of a line of 11 px type: nothing is measured. */
const widthOf = (text: string) => text.length * 6.2 + 16;
const LABEL_HEIGHT = 20;

interface MapMarksProps {
  marks: readonly MapMark[];
  slice: Slice;
  size: { width: number; height: number };
}

/** The outlined cells with their labels. */
export function MapMarks({ marks, slice, size }: MapMarksProps) {
  if (size.width === 0) return null;
  const boxes = marks.map((mark) => boxOf(slice, size, mark.cell, mark.round));
  const labels = placeLabels(
    marks.map((mark, i) => ({ box: boxes[i] as Box, width: widthOf(mark.text), height: LABEL_HEIGHT })),
    size,
  );
  return (
    <>
      {marks.map((mark, i) => (
        <div key={mark.id} aria-hidden="true" className="pointer-events-none" data-testid={`sweep-mark-${mark.id}`}>
          <i className={`absolute rounded-sm ${look[mark.id].box}`} style={placed(boxes[i])} />
          <span
            className={`absolute flex items-center rounded-sm border bg-popover px-1.5 text-2xs whitespace-nowrap ${look[mark.id].label}`}
            style={{ left: labels[i]?.x, top: labels[i]?.y, minHeight: LABEL_HEIGHT }}
          >
            {mark.text}
          </span>
        </div>
      ))}
    </>
  );
}

/** Pixels of a cell with so many beside it, cut at the map's edges. */
export function boxOf(slice: Slice, size: { width: number; height: number }, cell: number, round = 0): Box {
  const [w, h] = [size.width / slice.columns, size.height / slice.rows];
  const [column, row] = [cell % slice.columns, Math.floor(cell / slice.columns)];
  const [left, right] = [Math.max(0, column - round), Math.min(slice.columns, column + round + 1)];
  const [low, high] = [Math.max(0, row - round), Math.min(slice.rows, row + round + 1)];
  return { x: left * w, y: (slice.rows - high) * h, width: (right - left) * w, height: (high - low) * h };
}

export const placed = (box: Box | undefined) =>
  box && { left: box.x, top: box.y, width: Math.max(box.width, 6), height: Math.max(box.height, 6) };
