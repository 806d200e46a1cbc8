import { setDiagnostics } from "@codemirror/lint";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { type Phrases, readingExtensions, writingExtensions } from "./extensions";
import { type CodeProblem, diagnosticsOf, setProblemLines } from "./problems";
import type { Complete } from "./suggestion";

export interface CodeEditorHandle {
  /** The cursor goes to a line, from 1, and the focus with it. */
  goTo: (line: number) => void;
}

interface CodeEditorProps {
  ref?: Ref<CodeEditorHandle>;
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Of the text as it stands; keep the list the same while nothing changed. */
  problems?: readonly CodeProblem[];
  complete?: Complete;
  phrases: Phrases;
  readOnly?: boolean;
  testId?: string;
}

/** An editor for Luau. Fills its box; give it a `key` of what it edits, so that undo does not reach into another text. */
export function CodeEditor({ ref, value, onChange, problems, complete, phrases, ...props }: CodeEditorProps) {
  const { label, readOnly = false, testId } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ value, onChange, complete });
  latest.current = { value, onChange, complete };

  useEffect(() => {
    if (!box.current) return;
    const extensions = readOnly
      ? [...readingExtensions(phrases), EditorState.readOnly.of(true)]
      : writingExtensions(phrases, () => latest.current.complete);
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          extensions,
          EditorView.contentAttributes.of({
            "aria-label": label,
            tabindex: "0",
            ...(testId ? { "data-testid": testId } : {}),
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, phrases, readOnly, testId]);

  // a text given from outside takes the place of what stands here, as one step that can be undone
  useEffect(() => {
    const doc = view.current?.state.doc;
    if (!doc || doc.toString() === value) return;
    view.current?.dispatch({
      changes: { from: 0, to: doc.length, insert: value },
      annotations: Transaction.userEvent.of("input.replace"),
    });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !problems || readOnly) return;
    editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor.state.doc, problems)));
    editor.dispatch({ effects: setProblemLines.of(problems) });
  }, [problems, readOnly]);

  useImperativeHandle(ref, () => ({
    goTo(line) {
      const editor = view.current;
      if (!editor) return;
      const { from } = editor.state.doc.line(Math.min(Math.max(line, 1), editor.state.doc.lines));
      editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      editor.focus();
    },
  }));

  return <div ref={box} className="h-full min-h-0 overflow-hidden" data-scrolls="" />;
}
