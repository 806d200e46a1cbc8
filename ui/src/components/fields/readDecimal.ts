import type { Locale } from "../numbers/locale";

/** What a person's typing may mean. Only `value` may be acted on. `text` is decimal text: `-?digits(.digits)?`. */
export type Reading =
  | { kind: "empty" }
  | { kind: "value"; text: string }
  | { kind: "ambiguous"; asDecimal: string; asThousands: string }
  | { kind: "invalid" };

const BLANK = /[\s\u00a0\u2007\u2009\u202f'’_]/g;
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;

/**
 * Both separators are understood; blanks part thousands. One separator that is not the locale's decimal sign and is
 * followed by exactly three digits can mean either (1,234 is 1.234 or 1234): that is handed back as a question.
 */
export function readDecimal(input: string, locale: Pick<Locale, "decimal">): Reading {
  const bare = input.replace(BLANK, "").replace(/^[\u2212\u2013]/, "-");
  if (bare === "") return { kind: "empty" };
  const negative = bare.startsWith("-");
  const body = negative || bare.startsWith("+") ? bare.slice(1) : bare;
  if (!/^(?=.*\d)[\d.,]+$/.test(body)) return { kind: "invalid" };
  const reading = readBody(body, locale.decimal);
  return negative ? negated(reading) : reading;
}

function readBody(body: string, decimal: "." | ","): Reading {
  const marks = body.replace(/\d/g, "");
  if (marks === "") return value(body, "");
  const last = marks.slice(-1);
  const cut = body.lastIndexOf(last);
  const [head, tail] = [body.slice(0, cut), body.slice(cut + 1)];
  if (new Set(marks).size === 2) {
    // Both stand there: the last one is the decimal sign, the other must part thousands properly.
    const proper = !head.includes(last) && GROUPED.test(head);
    return proper ? value(digits(head), tail) : { kind: "invalid" };
  }
  if (marks.length > 1) return GROUPED.test(body) ? value(digits(body), "") : { kind: "invalid" };
  if (last !== decimal && tail.length === 3 && /^[1-9]\d{0,2}$/.test(head)) {
    return { kind: "ambiguous", asDecimal: `${head}.${tail}`, asThousands: head + tail };
  }
  return value(head, tail);
}

function value(whole: string, fraction: string): Reading {
  const clean = whole.replace(/^0+(?=\d)/, "") || "0";
  return { kind: "value", text: fraction ? `${clean}.${fraction}` : clean };
}

function negated(r: Reading): Reading {
  if (r.kind === "value") return { kind: "value", text: /^0(\.0*)?$/.test(r.text) ? r.text : `-${r.text}` };
  if (r.kind === "ambiguous") return { ...r, asDecimal: `-${r.asDecimal}`, asThousands: `-${r.asThousands}` };
  return r;
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}

/** Decimal text as it stands in a field while it is typed: the locale's decimal sign, nothing between thousands. */
export function editable(text: string, locale: Pick<Locale, "decimal">): string {
  return text.replace(".", locale.decimal);
}
