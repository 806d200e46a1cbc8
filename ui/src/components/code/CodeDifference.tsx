import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { type Phrases, readingExtensions } from "./extensions";

interface CodeDifferenceProps {
  label: string;
  /** What stood there, and what stands there now. */
  before: string;
  after: string;
  phrases: Phrases;
  testId?: string;
}

/** Two texts as one, to be read: what went is above what came. Long stretches that are the same are folded. */
export function CodeDifference({ label, before, after, phrases, testId }: CodeDifferenceProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          readingExtensions(phrases),
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({
            "aria-label": label,
            tabindex: "0",
            ...(testId ? { "data-testid": testId } : {}),
          }),
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, before, after, phrases, testId]);
  return <div ref={box} className="h-full min-h-0 overflow-hidden" data-scrolls="" />;
}
