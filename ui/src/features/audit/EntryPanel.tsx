import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEntryView } from "~/backend/bindings";
import { Segmented } from "~/components/fields/Segmented";
import { Band } from "~/components/marks/Band";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { groupedHex } from "~/components/numbers/hexText";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { bodyOf, detailOf, fieldsOf } from "./entry";
import { useEntryText } from "./useEntryText";

interface EntryPanelProps {
  entry: AuditEntryView;
  /** True: proven. False: this is the one that does not hold. `null`: not verified, or behind one that does not hold. */
  proven: boolean | null;
}

/** One entry in full. A signed one carries its seal, drawn from the signature's own bytes. */
export function EntryPanel({ entry, proven }: EntryPanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useEntryText();
  const { signature } = entry;
  const body = bodyOf(entry);
  const statement = body?.statement;
  const paper =
    typeof statement === "object" && statement !== null && "mode" in statement && statement.mode === "paper";
  return (
    <div data-testid="audit-entry" data-seq={entry.seq}>
      {signature && <Band seed={signature} />}
      <header className="flex items-center gap-4 border-b px-4 py-4">
        {signature && proven !== null && (
          <Seal signature={signature} size={92} specimen={paper} failed={!proven} testId="audit-entry-seal" />
        )}
        <div className="min-w-0 text-xs text-muted-foreground">
          <p>
            {t("audit.entry", { seq: formatDecimal(entry.seq, 0, locale) })}
            {signature && `, ${t("audit.signedEntry")}`}
            {signature && proven === null && `, ${t("audit.unverified")}`}
          </p>
          <h2 className="text-md font-semibold text-foreground">{say.kind(entry.kind)}</h2>
          <p className="text-foreground">{say.detail(detailOf(entry))}</p>
          <p>{entry.signer ?? say.actor(entry.actor)}</p>
          <Time ms={entry.time_ms} style="dateTimeSeconds" />
        </div>
      </header>
      <dl className="border-b px-4 py-3 text-xs">
        <Row name={t("audit.previous")}>{groupedHex(entry.prev, 3)}</Row>
        <Row name={t("audit.thisEntry")}>{groupedHex(entry.hash, 3)}</Row>
        {signature && <Row name={t("audit.signature")}>{groupedHex(signature, 3)}</Row>}
        {entry.key && <Row name={t("audit.signingKey")}>Ed25519, {entry.key}</Row>}
        {statement !== undefined && statement !== null && (
          <Row name={t("audit.signedBytes")}>
            {t("audit.bytes", { count: new TextEncoder().encode(JSON.stringify(statement)).length })}
          </Row>
        )}
      </dl>
      <Content entry={entry} signed={signature !== null} />
    </div>
  );
}

function Content({ entry, signed }: { entry: AuditEntryView; signed: boolean }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<"fields" | "raw">("fields");
  return (
    <section className="px-4 py-3 text-xs">
      <header className="mb-2 flex items-center justify-between gap-3">
        <h3 className="font-semibold">{t(signed ? "audit.whatSigned" : "audit.whatWritten")}</h3>
        <Segmented
          label={t("audit.form")}
          segments={[
            { id: "fields", label: t("audit.fields") },
            { id: "raw", label: t("audit.raw") },
          ]}
          value={form}
          onChange={setForm}
          testId="audit-form"
        />
      </header>
      {form === "raw" ? (
        <pre
          className="rounded-md bg-muted p-2 font-mono text-2xs break-all whitespace-pre-wrap"
          data-testid="audit-raw"
        >
          {entry.body}
        </pre>
      ) : (
        <dl data-testid="audit-fields">
          {fieldsOf(entry).map(([name, value]) => (
            <Row key={name} name={name.replaceAll("_", " ")}>
              {value.length > 60 && /^[0-9a-f]+$/.test(value) ? groupedHex(value, 3) : value}
            </Row>
          ))}
        </dl>
      )}
    </section>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex min-h-6 items-baseline gap-3">
      <dt className="w-28 shrink-0 text-muted-foreground">{name}</dt>
      <dd className="min-w-0 font-mono break-words">{children}</dd>
    </div>
  );
}
