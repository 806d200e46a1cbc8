import type { IndicatorView, ParamSchema, ScriptReference, ScriptWord } from "~/backend/bindings";
import type { Complete, Suggestion } from "~/components/code/suggestion";

const KEYWORDS = [
  "local", "function", "return", "end", "if", "then", "else", "elseif", "for", "in", "do", "while", "break", "continue",
  "nil", "true", "false", "and", "or", "not",
]; // biome-ignore format: one list

/** What stands before what is being typed, and where. */
const places: readonly [RegExp, (typed: RegExpMatchArray) => string][] = [
  [/\bta\.(\w*)$/, () => "indicator"],
  [/\bcandles\.(\w*)$/, () => "candles"],
  [/\bsignal\.(\w*)$/, () => "signal"],
  [/\bc\.(?:before\.)?(\w*)$/, () => "candle"],
  [/\bp\.(\w*)$/, () => "params"],
  [/[\w)\]]:(\w*)$/, () => "method"],
  [/\bunit\s*=\s*"(\w*)$/, () => "unit"],
  [/[.:"](\w*)$/, () => "nothing"],
  [/(?:^|[^\w.:"])(\w+)$/, () => "word"],
];

export interface Words {
  reference: ScriptReference;
  indicators: readonly IndicatorView[];
  /** Those the script declares, as far as it could be read. */
  params: readonly ParamSchema[];
  /** What an indicator is called by people. */
  labelOf: (indicator: IndicatorView) => string;
}

/** What may come next in a script, from what the backend says there is. */
export function completionsOf(words: Words): Complete {
  const byOwner = (...owners: string[]) => words.reference.words.filter((w) => owners.includes(w.owner)).map(suggested);
  return (before) => {
    const line = before.slice(before.lastIndexOf("\n") + 1);
    if (/--/.test(line)) return null;
    for (const [pattern, placeOf] of places) {
      const found = line.match(pattern);
      if (found) return { typed: found[1]?.length ?? 0, options: options(placeOf(found), words, byOwner, before) };
    }
    return null;
  };
}

function options(
  place: string,
  words: Words,
  byOwner: (...owners: string[]) => Suggestion[],
  before: string,
): readonly Suggestion[] {
  switch (place) {
    case "indicator":
      return words.reference.words
        .filter((w) => w.owner === "indicator")
        .map((word) =>
          indicator(
            word,
            words.indicators.find((i) => i.name === word.name),
            words,
          ),
        );
    case "params":
      return words.params.map(({ name, description }) => ({ label: name, info: description || undefined }));
    case "method":
      return distinct(byOwner("column", "condition"));
    case "word":
      return distinct([
        ...byOwner("script", "parameter", "extras"),
        ...globals,
        ...KEYWORDS.map(plain),
        ...localsOf(before),
      ]);
    case "nothing":
      return [];
    default:
      return byOwner(place);
  }
}

const plain = (label: string): Suggestion => ({ label });
const globals: readonly Suggestion[] = ["candles", "ta", "signal", "math", "string", "table"].map(plain);

/** Names the script gave itself, above the cursor. */
function localsOf(before: string): Suggestion[] {
  const declared = [...before.matchAll(/\blocal\s+([\w\s,]+?)(?==|\n|$)/g)].flatMap(([, names = ""]) =>
    names.split(","),
  );
  return declared
    .map((name) => name.trim())
    .filter((name) => /^\w+$/.test(name))
    .map(plain);
}

function distinct(all: readonly Suggestion[]): Suggestion[] {
  return [...new Map(all.map((one) => [one.label, one])).values()];
}

const fields = (takes: readonly string[]) => takes.map((one, i) => `\${${i + 1}:${one}}`).join(", ");

function suggested({ name, takes, gives }: ScriptWord): Suggestion {
  const result = gives.length > 0 ? gives.join(", ") : undefined;
  if (takes === null) return { label: name, detail: result };
  return { label: name, detail: `(${takes.join(", ")}) ${result ?? ""}`.trim(), insert: `${name}(${fields(takes)})` };
}

/** With its parameters' defaults to be typed over; several columns come as several values. */
function indicator({ name, takes, gives }: ScriptWord, view: IndicatorView | undefined, words: Words): Suggestion {
  const [over = "candles", ...params] = takes ?? [];
  const filled = params.map((param) => String(view?.params.find((p) => p.name === param)?.default ?? param));
  const ranges = (view?.params ?? []).map((p) => `${p.name} ${p.min} – ${p.max}`);
  const columns = gives.length > 1 ? [gives.join(", ")] : [];
  return {
    label: name,
    detail: `(${[over, ...params].join(", ")})`,
    info: [view ? words.labelOf(view) : name, ...columns, ...ranges].join("\n"),
    insert: `${name}(${fields([over, ...filled])})`,
  };
}
