import type { Diagnostic } from "@codemirror/lint";
import type { EditorState, Text } from "@codemirror/state";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** What is wrong, and in which line from 1; without one it is the whole text's. */
export interface CodeProblem {
  line: number | null;
  message: string;
}

/** A problem's line from its first letter to its end; a line that is not there is the last. */
export function diagnosticsOf(doc: Text, problems: readonly CodeProblem[]): Diagnostic[] {
  return problems.map(({ line, message }) => {
    const { from, to, text } = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
    const indent = text.length - text.trimStart().length;
    return { from: from + (indent < text.length ? indent : 0), to, severity: "error", message };
  });
}

export const setProblemLines = StateEffect.define<readonly CodeProblem[]>();
const marked = Decoration.line({ class: "cm-lineWithProblem" });

/** Lines with a problem have a ground of their own, until they are edited away. */
export const problemLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, { changes, effects, state }) {
    const asked = effects.find((e) => e.is(setProblemLines));
    return asked?.is(setProblemLines) ? linesOf(state, asked.value) : lines.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function linesOf({ doc }: EditorState, problems: readonly CodeProblem[]): DecorationSet {
  const starts = problems.flatMap(({ line }) => (line !== null && line <= doc.lines ? [doc.line(line).from] : []));
  return Decoration.set([...new Set(starts)].sort((a, b) => a - b).map((at) => marked.range(at)));
}
