import { asDeskError, DeskError, type DeskErrorShape } from "./deskError";

/** The answer of a generated command. */
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: DeskErrorShape };

/** The value of a command, or a thrown `DeskError`: `await call(commands.snapshot())`. */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await answer;
  } catch (thrown) {
    throw asDeskError(thrown);
  }
  if (result.status === "ok") return result.data;
  throw new DeskError(result.error);
}
