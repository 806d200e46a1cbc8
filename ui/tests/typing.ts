import { configure, fireEvent, screen } from "@testing-library/react";
import { vi } from "vitest";

/** Whole screens on a busy machine: what is waited for is what must come, not how fast. */
export function takeTime(): void {
  configure({ asyncUtilTimeout: 15_000 });
  vi.setConfig({ testTimeout: 60_000 });
}

/** Puts a text in a field at once; Return after it where `enter`. */
export function put(testId: string, value: string, enter = false): void {
  const field = screen.getByTestId<HTMLInputElement>(testId);
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value } });
  if (enter) fireEvent.keyDown(field, { key: "Enter" });
}
