import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { NumberField } from "~/components/fields/NumberField";
import { LocaleProvider } from "~/components/numbers/LocaleContext";
import { type Language, localeOf } from "~/components/numbers/locale";

beforeAll(() => startI18n("en"));

function Price({ language, heard }: { language: Language; heard: string[] }) {
  const [value, setValue] = useState("");
  return (
    <LocaleProvider value={localeOf(language, "UTC")}>
      <NumberField
        label="Price"
        value={value}
        decimals={2}
        onChange={(text) => {
          heard.push(text);
          setValue(text);
        }}
        testId="price"
      />
      <button type="button">elsewhere</button>
    </LocaleProvider>
  );
}

const field = () => screen.getByTestId<HTMLInputElement>("price");

describe("NumberField", () => {
  it("hands back decimal text and shows it grouped with its decimals when left", async () => {
    const heard: string[] = [];
    render(<Price language="sv" heard={heard} />);
    await userEvent.type(field(), "8034,5");
    expect(heard.at(-1)).toBe("8034.5");
    await userEvent.tab();
    expect(field().value).toBe("8\u2009034,50");
  });

  it("asks what 1,234 means, and hands back nothing until it is told", async () => {
    const heard: string[] = [];
    render(<Price language="en" heard={heard} />);
    await userEvent.type(field(), "1,234");
    expect(heard.at(-1)).toBe("");
    expect(screen.getByTestId("price-ambiguous").textContent).toContain("1,234 can be read two ways");
    await userEvent.click(screen.getByRole("button", { name: "1\u2009234.00" }));
    expect(heard.at(-1)).toBe("1234");
    expect(screen.queryByTestId("price-ambiguous")).toBeNull();
  });

  it("says what it cannot read, and keeps it", async () => {
    const heard: string[] = [];
    render(<Price language="en" heard={heard} />);
    await userEvent.type(field(), "12a");
    await userEvent.click(screen.getByText("elsewhere"));
    expect(screen.getByTestId("price-problem").textContent).toContain("“12a” is not a number");
    expect(field().value).toBe("12a");
    expect(heard.at(-1)).toBe("");
  });
});
