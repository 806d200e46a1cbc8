import { useMemo } from "react";
import { ComboBox } from "./ComboBox";

interface ZoneFieldProps {
  label: string;
  /** IANA name. */
  value: string;
  onChange: (zone: string) => void;
  labelAbove?: boolean;
  testId?: string;
}

/** UTC first, then every zone this computer knows; the one in use stands there even if it does not know it. */
export function zoneNames(now: string): string[] {
  const known = Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC");
  return ["UTC", ...known, ...(now === "UTC" || known.includes(now) ? [] : [now])];
}

export function ZoneField({ value, ...rest }: ZoneFieldProps) {
  const options = useMemo(() => zoneNames(value).map((name) => ({ id: name, label: name })), [value]);
  return <ComboBox {...rest} options={options} value={value} />;
}
