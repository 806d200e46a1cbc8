/** What the backend says went wrong: `code` is stable and translated, `message` is the English sentence. */
export interface DeskErrorShape {
  code: string;
  message: string;
  details: Record<string, string>;
}

/** Thrown by every call that the backend answered with an error. */
export class DeskError extends Error {
  override readonly name = "DeskError";
  readonly code: string;
  readonly details: Record<string, string>;

  constructor({ code, message, details }: DeskErrorShape) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Any thrown thing as a `DeskError`; what is not one keeps its message under the code `unknown`. */
export function asDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  if (isShape(thrown)) return new DeskError(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new DeskError({ code: "unknown", message, details: {} });
}

function isShape(value: unknown): value is DeskErrorShape {
  if (typeof value !== "object" || value === null) return false;
  const v = value as Partial<DeskErrorShape>;
  return (
    typeof v.code === "string" && typeof v.message === "string" && typeof v.details === "object" && v.details !== null
  );
}
