import { Copy, CopyCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../button/IconButton";
import type { Column } from "./column";
import { toCsv } from "./csv";

interface CsvButtonProps<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  testId?: string;
}

/** Puts the table on the clipboard as CSV with raw numbers. */
export function CsvButton<Row>({ columns, rows, testId }: CsvButtonProps<Row>) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <IconButton
      icon={copied ? CopyCheck : Copy}
      iconSize={14}
      label={copied ? t("parts.copied") : t("parts.copyCsv")}
      testId={testId}
      onPress={async () => {
        await navigator.clipboard.writeText(toCsv(columns, rows));
        setCopied(true);
        setTimeout(() => setCopied(false), 2000);
      }}
    />
  );
}
