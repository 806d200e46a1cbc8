import { render, screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { urgencyOf } from "~/components/marks/Ring";
import { Seal } from "~/components/marks/Seal";

const signature = "fa2012c6334f673a56373c39037fb0faca81b645a5c111304f576b2681905d5d".repeat(2);

beforeAll(() => startI18n("en"));

describe("Seal", () => {
  it("says SPECIMEN on paper and only there", () => {
    const { container, rerender } = render(<Seal signature={signature} size={116} specimen />);
    expect(container.textContent).toBe("SPECIMEN");
    rerender(<Seal signature={signature} size={116} />);
    expect(container.textContent).toBe("");
  });

  it("is a broken ring and says so when the signature does not match", () => {
    const { container } = render(<Seal signature={signature} size={116} failed specimen />);
    expect(screen.getByRole("img", { name: "Signature does not match" })).toBeTruthy();
    expect(container.querySelectorAll("circle")).toHaveLength(1);
    expect(container.textContent).toBe("");
  });

  it("has no pen stroke before the hold is closed", () => {
    const { container, rerender } = render(<Seal signature={signature} size={116} progress={0.99} />);
    expect(container.querySelector(".pen-stroke")).toBeNull();
    rerender(<Seal signature={signature} size={116} />);
    expect(container.querySelector(".pen-stroke")).not.toBeNull();
  });
});

describe("urgency of a countdown", () => {
  it("is soon from 60 s and late from 15 s", () => {
    expect([61, 60, 16, 15, 0].map(urgencyOf)).toEqual(["calm", "soon", "soon", "late", "late"]);
  });
});
