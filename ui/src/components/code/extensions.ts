import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  type KeyBinding,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { editorTheme } from "./editorTheme";
import { luau } from "./luau";
import { problemLines } from "./problems";
import { type Complete, completionSource } from "./suggestion";

/** Keys the window keeps for itself, whatever has the focus. */
const WINDOW_KEYS = new Set(["Shift-Mod-k", "Mod-Enter", "Mod-k", "Ctrl-k"]);
const ours = (bindings: readonly KeyBinding[]) => bindings.filter(({ key }) => !WINDOW_KEYS.has(key ?? ""));

/** Words of the editor's own parts, by CodeMirror's English. */
export type Phrases = Readonly<Record<string, string>>;

/** What code is shown with, written or read. */
export function readingExtensions(phrases: Phrases): Extension[] {
  return [
    lineNumbers(),
    drawSelection(),
    bracketMatching(),
    highlightSelectionMatches(),
    search(),
    luau,
    editorTheme,
    EditorState.phrases.of({ ...phrases }),
    EditorState.tabSize.of(4),
    indentUnit.of("\t"),
  ];
}

/** And what it is written with. Tab indents; Escape, then Tab, leaves the editor. */
export function writingExtensions(phrases: Phrases, complete: () => Complete | undefined): Extension[] {
  return [
    ...readingExtensions(phrases),
    history(),
    indentOnInput(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    lintGutter(),
    problemLines,
    autocompletion({ override: [completionSource(complete)], icons: false }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      indentWithTab,
      ...ours(defaultKeymap),
    ]),
    EditorView.contentAttributes.of({ spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
  ];
}
