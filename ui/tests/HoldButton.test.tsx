import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { HoldButton } from "~/components/signing/HoldButton";

beforeAll(() => startI18n("en"));
beforeEach(() => void vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame", "performance"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const button = () => screen.getByTestId("sign");
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

function show(props: Partial<Parameters<typeof HoldButton>[0]> = {}) {
  const onHeld = vi.fn();
  const onProgress = vi.fn();
  render(
    <>
      <input aria-label="reason" />
      <HoldButton mode="paper" onHeld={onHeld} onProgress={onProgress} testId="sign" {...props}>
        Hold to sign
      </HoldButton>
    </>,
  );
  return { onHeld, onProgress };
}

describe("HoldButton", () => {
  it("signs after 900 ms on paper, once, and tells how long it was held", () => {
    const { onHeld } = show();
    fireEvent.pointerDown(button(), { button: 0 });
    pass(850);
    expect(onHeld).not.toHaveBeenCalled();
    pass(100);
    expect(onHeld).toHaveBeenCalledTimes(1);
    expect(onHeld.mock.calls[0]?.[0]).toBeGreaterThanOrEqual(900);
    fireEvent.pointerUp(button());
    pass(3000);
    expect(onHeld).toHaveBeenCalledTimes(1);
    expect(button().dataset.phase).toBe("closed");
  });

  it("takes 1500 ms live", () => {
    const { onHeld } = show({ mode: "live" });
    fireEvent.pointerDown(button(), { button: 0 });
    pass(1400);
    expect(onHeld).not.toHaveBeenCalled();
    pass(150);
    expect(onHeld).toHaveBeenCalledTimes(1);
  });

  it("let go, runs back in 160 ms and nothing happened", () => {
    const { onHeld, onProgress } = show();
    fireEvent.pointerDown(button(), { button: 0 });
    pass(600);
    fireEvent.pointerUp(button());
    expect(button().dataset.phase).toBe("back");
    pass(200);
    expect(button().dataset.phase).toBe("idle");
    expect(onProgress.mock.lastCall?.[0]).toBe(0);
    pass(2000);
    expect(onHeld).not.toHaveBeenCalled();
  });

  it("is held with its key anywhere, and a repeated keydown is one hold", () => {
    const { onHeld } = show({ shortcut: "a" });
    fireEvent.keyDown(document.body, { key: "a" });
    pass(500);
    fireEvent.keyDown(document.body, { key: "a", repeat: true });
    pass(500);
    expect(onHeld).toHaveBeenCalledTimes(1);
  });

  it("is held with Space or Return when focused", () => {
    const { onHeld } = show();
    button().focus();
    fireEvent.keyDown(button(), { key: " " });
    pass(300);
    fireEvent.keyUp(button(), { key: " " });
    pass(300);
    fireEvent.keyDown(button(), { key: "Enter" });
    pass(1000);
    expect(onHeld).toHaveBeenCalledTimes(1);
  });

  it("ignores its key while somebody types, and with Ctrl", () => {
    const { onHeld } = show({ shortcut: "a" });
    fireEvent.keyDown(screen.getByLabelText("reason"), { key: "a" });
    fireEvent.keyDown(document.body, { key: "a", ctrlKey: true });
    pass(2000);
    expect(onHeld).not.toHaveBeenCalled();
  });

  it("lets go when the window loses the focus", () => {
    const { onHeld } = show();
    fireEvent.pointerDown(button(), { button: 0 });
    pass(500);
    fireEvent.blur(window);
    pass(2000);
    expect(onHeld).not.toHaveBeenCalled();
  });

  it("cannot be held while something stands against it, and says what", () => {
    const { onHeld } = show({ off: "Price is 14 s old, limit is 5 s", shortcut: "a" });
    expect(button().textContent).toBe("Price is 14 s old, limit is 5 s");
    fireEvent.pointerDown(button(), { button: 0 });
    fireEvent.keyDown(document.body, { key: "a" });
    pass(2000);
    expect(onHeld).not.toHaveBeenCalled();
  });
});
