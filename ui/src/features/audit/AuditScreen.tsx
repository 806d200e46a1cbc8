import { FileOutput, Search, ShieldCheck } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { commands, type VerifyView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { useMode, useSnapshot } from "~/backend/useSnapshot";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Empty } from "~/components/panel/Empty";
import { Note } from "~/components/panel/Note";
import { PanelBody } from "~/components/panel/PanelBody";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { ChainBanner } from "./ChainBanner";
import { ChainTable } from "./ChainTable";
import { EntryPanel } from "./EntryPanel";
import { dayRange } from "./entry";
import { type Choice, everything, Filters } from "./Filters";
import { OutsideCheck } from "./OutsideCheck";
import { type ChainFilter, useChain } from "./useChain";
import { useVerify } from "./useVerify";

/** Everything that happened, in order, and the proof that nothing of it was changed. `/audit/verify`, `/audit/export`. */
export function AuditScreen() {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const [path, navigate] = useLocation();
  const [choice, setChoice] = useState<Choice>(everything);
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const filter = useMemo(() => filterOf(choice, text), [choice, text]);
  const { pages, entries, total } = useChain(filter);
  const { verdict, verify } = useVerify();
  const specimen = useMode() === "paper";
  const head = useSnapshot().data?.chain.seq ?? 0;
  const exporting = useDeskMutation(() => commands.auditExport(null), ["audit"]);
  const [selected, setSelected] = useState<number | null>(null);
  const entry = entries.find((e) => e.seq === selected) ?? entries[0] ?? null;
  const proof = verdict.data ?? null;
  const provenTo = provenUpTo(proof);

  const { mutate: write } = exporting;
  useEffect(() => {
    if (path !== "/audit/verify" && path !== "/audit/export") return;
    navigate("/audit", { replace: true });
    if (path === "/audit/verify") verify();
    else write(undefined);
  }, [path, navigate, verify, write]);

  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.audit")}
        actions={
          <>
            <div className="w-72">
              <Field
                label={t("audit.searchLabel", { total: formatDecimal(total, 0, locale) })}
                align="left"
                value={typed}
                onChange={setTyped}
                trailing={<Search size={14} aria-hidden="true" className="text-muted-foreground" />}
                testId="audit-search"
              />
            </div>
            <Button onPress={() => write(undefined)} isDisabled={exporting.isPending} testId="audit-export">
              <FileOutput size={14} aria-hidden="true" />
              {t("audit.export")}
            </Button>
            <Button onPress={verify} isDisabled={verdict.isFetching} testId="audit-verify">
              <ShieldCheck size={14} aria-hidden="true" />
              {t(verdict.isFetching ? "audit.verifying" : "audit.verify")}
            </Button>
          </>
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(300px,420px)] gap-px bg-border">
        <div className="flex min-h-0 min-w-0 flex-col bg-card">
          <ChainBanner
            verdict={proof}
            verifiedMs={verdict.dataUpdatedAt}
            grown={proof?.ok ? Math.max(0, head - proof.head_seq) : 0}
            busy={verdict.isFetching}
            problem={verdict.error ? errorText(verdict.error) : null}
          />
          {exporting.isSuccess && (
            <Note tone="signed" className="mx-3 mt-3" testId="audit-written">
              <span className="font-mono break-all">{t("audit.written", { path: exporting.data })}</span>
            </Note>
          )}
          {exporting.isError && (
            <Note tone="error" className="mx-3 mt-3" testId="audit-export-error">
              {errorText(exporting.error)}
            </Note>
          )}
          <Filters choice={choice} onChange={setChoice} />
          {pages.isPending && <PanelBody state={{ kind: "loading" }} />}
          {pages.isError && <PanelBody state={{ kind: "error", text: errorText(pages.error) }} />}
          {pages.isSuccess && entries.length === 0 && (
            <Empty
              title={t("audit.noneFound")}
              text={t("audit.noneFoundText")}
              action={
                <Button
                  onPress={() => {
                    setChoice(everything);
                    setTyped("");
                  }}
                  testId="audit-clear"
                >
                  {t("audit.clear")}
                </Button>
              }
              testId="audit-empty"
            />
          )}
          {entries.length > 0 && (
            <div className="min-h-0 flex-1">
              <ChainTable
                entries={entries}
                selected={entry?.seq ?? null}
                provenTo={provenTo}
                specimen={specimen}
                onSelect={(e) => setSelected(e.seq)}
              />
            </div>
          )}
          {entries.length > 0 && (
            <footer className="flex min-h-8 shrink-0 items-center justify-between gap-3 border-t px-4 text-xs text-muted-foreground">
              {t("audit.shown", { shown: formatDecimal(entries.length, 0, locale) })}
              {pages.hasNextPage && (
                <Button
                  size="small"
                  onPress={() => pages.fetchNextPage()}
                  isDisabled={pages.isFetchingNextPage}
                  testId="audit-older"
                >
                  {t("audit.older")}
                </Button>
              )}
            </footer>
          )}
        </div>
        <aside className="flex min-h-0 min-w-0 flex-col bg-card">
          <div className="min-h-0 flex-1 overflow-auto" data-scrolls="">
            {entry ? (
              <EntryPanel entry={entry} proven={provenOf(entry.seq, proof)} />
            ) : (
              <Empty title={t("audit.choose")} />
            )}
          </div>
          <OutsideCheck path={exporting.data ?? null} />
        </aside>
      </div>
    </div>
  );
}

/** The last entry that is proven; 0 where none is. */
export function provenUpTo(proof: VerifyView | null): number {
  if (!proof) return 0;
  return proof.ok ? proof.head_seq : Math.max(0, (proof.failure?.seq ?? 1) - 1);
}

/** True: proven. False: this is the one that does not hold. `null`: nothing is known of it, or nothing any more. */
export function provenOf(seq: number, proof: VerifyView | null): boolean | null {
  if (seq <= provenUpTo(proof)) return true;
  return proof?.failure?.seq === seq ? false : null;
}

export function filterOf(choice: Choice, text: string): ChainFilter {
  return {
    kind_prefix: choice.group || null,
    actor: choice.actor || null,
    text: text || null,
    ...dayRange(choice.day === "" ? null : Number(choice.day)),
  };
}
