import { StreamLanguage } from "@codemirror/language";
import { lua } from "@codemirror/legacy-modes/mode/lua";

/** Lua's `io` has these; a script has not, and may well call a column so. */
const NOT_BUILT_IN = new Set(["close", "flush", "lines", "read", "seek", "setvbuf", "write"]);

/** Luau: Lua with `continue`, texts in backticks and operators as `+=`. */
export const luau = StreamLanguage.define({
  ...lua,
  name: "luau",
  token(stream, state) {
    if (stream.match(/^continue\b/)) return "keyword";
    if (stream.match(/^`(?:[^`\\]|\\.)*`?/)) return "string";
    const style = lua.token(stream, state);
    return style === "builtin" && NOT_BUILT_IN.has(stream.current()) ? "variable" : style;
  },
  languageData: { ...lua.languageData, closeBrackets: { brackets: ["(", "[", "{", '"', "`"] } },
});
