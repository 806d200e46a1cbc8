import { StreamLanguage } from "@codemirror/language";
import { lua } from "@codemirror/legacy-modes/mode/lua";

/** Luau: Lua with `continue`, texts in backticks and operators as `+=`. */
export const luau = StreamLanguage.define({
  ...lua,
  name: "luau",
  token(stream, state) {
    if (stream.match(/^continue\b/)) return "keyword";
    if (stream.match(/^`(?:[^`\\]|\\.)*`?/)) return "string";
    return lua.token(stream, state);
  },
  languageData: { ...lua.languageData, closeBrackets: { brackets: ["(", "[", "{", '"', "`"] } },
});
