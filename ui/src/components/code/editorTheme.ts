import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/**
 * The look of code in the tokens of the theme, which changes with them by itself. In high contrast, where no chart ink
 * reaches 7:1, words of the language stand out by weight alone.
 */
const look = EditorView.theme({
  "&": {
    "--code-keyword": "var(--chart-3)",
    "--code-number": "var(--chart-4)",
    "--code-builtin": "var(--chart-5)",
    height: "100%",
    fontSize: "13px",
    color: "var(--foreground)",
    backgroundColor: "var(--card)",
  },
  ".contrast &": {
    "--code-keyword": "var(--foreground)",
    "--code-number": "var(--foreground)",
    "--code-builtin": "var(--foreground)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "20px" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--foreground)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--foreground)", borderLeftWidth: "2px" },
  ".cm-gutters": {
    color: "var(--subtle-foreground)",
    backgroundColor: "var(--card)",
    border: "none",
    borderRight: "1px solid var(--border)",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklch, var(--muted) 60%, transparent)" },
  ".cm-activeLineGutter": { color: "var(--foreground)", backgroundColor: "var(--muted)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--signed-wash)",
  },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--warn-wash)" },
  ".cm-searchMatch-selected": { outline: "1px solid var(--warn)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent)", outline: "1px solid var(--border-strong)" },
  ".cm-tooltip": {
    color: "var(--popover-foreground)",
    backgroundColor: "var(--popover)",
    border: "1px solid var(--border-strong)",
    borderRadius: "var(--radius)",
    boxShadow: "var(--shadow-pop)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font-code)",
    fontSize: "12px",
    maxHeight: "240px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 10px", lineHeight: "18px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--accent-foreground)",
    backgroundColor: "var(--accent)",
  },
  ".cm-completionDetail": { color: "var(--muted-foreground)", fontStyle: "normal", marginLeft: "10px" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "500", color: "var(--primary)" },
  ".cm-completionInfo": { padding: "6px 10px", fontSize: "12px", lineHeight: "18px", fontFamily: "var(--font-ui)" },
  ".cm-diagnostic": { padding: "6px 10px", fontSize: "12px", lineHeight: "18px", borderLeft: "none" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--destructive)",
    textUnderlineOffset: "4px",
  },
  ".cm-lineWithProblem": { backgroundColor: "var(--destructive-wash)" },
  ".cm-gutter-lint .cm-lint-marker-error": {
    content: "none",
    width: "8px",
    height: "8px",
    margin: "6px 3px",
    borderRadius: "50%",
    backgroundColor: "var(--destructive)",
  },
  ".cm-panels": {
    color: "var(--foreground)",
    backgroundColor: "var(--muted)",
    fontFamily: "var(--font-ui)",
    fontSize: "12px",
  },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--border)" },
  ".cm-textfield": { backgroundColor: "var(--card)", border: "1px solid var(--input)", borderRadius: "var(--radius)" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--secondary)",
    color: "var(--secondary-foreground)",
    border: "1px solid var(--border-strong)",
    borderRadius: "var(--radius)",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--muted-foreground)", fontSize: "16px" },
  ".cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--signed-wash) !important" },
  ".cm-changedText": { background: "none !important", textDecoration: "underline 2px var(--signed)" },
  ".cm-deletedChunk": { backgroundColor: "var(--destructive-wash)", paddingLeft: "6px" },
  ".cm-deletedChunk .cm-deletedText, .cm-deletedText": {
    background: "none !important",
    textDecoration: "underline 2px var(--destructive)",
  },
  ".cm-changedLineGutter": { background: "var(--signed-line)" },
  ".cm-deletedLineGutter": { background: "var(--destructive)" },
  // signs the bundled type lacks
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '""', margin: "0" },
  ".cm-collapsedLines": {
    color: "var(--muted-foreground)",
    background: "var(--muted)",
    padding: "2px 10px",
    fontFamily: "var(--font-ui)",
  },
});

const inks = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "500" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--signed)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--subtle-foreground)" },
  { tag: [tags.standard(tags.variableName), tags.standard(tags.name)], color: "var(--code-builtin)" },
]);

export const editorTheme = [look, syntaxHighlighting(inks)];
