import type { AuditEntryView } from "~/backend/bindings";
import { Seal } from "~/components/marks/Seal";

interface EntryLineProps {
  entry: AuditEntryView;
  /** The seal is drawn only while the whole chain is proven. */
  proven: boolean;
  specimen: boolean;
}

/** A link of the chain: a ring on the line, a diamond where its head was signed, a seal where a person signed. */
export function EntryLine({ entry, proven, specimen }: EntryLineProps) {
  const head = entry.kind === "head.signed";
  return (
    <span className="relative grid h-row w-6 place-items-center">
      <i aria-hidden="true" className="absolute inset-y-0 left-1/2 -ml-px w-px bg-signed-line" />
      <span className="relative grid place-items-center">
        {entry.signature && !head && proven ? (
          <Seal signature={entry.signature} size={20} mark={false} specimen={specimen} />
        ) : head ? (
          <i className="block size-2.5 rotate-45 bg-signed-line" />
        ) : (
          <i className="block size-2 rounded-full border border-signed-line bg-card" />
        )}
      </span>
    </span>
  );
}
