import type { ComponentType } from "react";
import { events } from "~/backend/bindings";
import { useDeskEvent } from "~/backend/useDeskEvent";
import {
  closeDialog,
  type DialogArgs,
  type DialogName,
  openDialog,
  useOpenDialog,
} from "~/components/overlay/openDialog";
import { AnalyseDialog } from "~/features/approvals/analyse/AnalyseDialog";
import { ImportDialog } from "~/features/approvals/import/ImportDialog";
import { AddMarketDialog } from "~/features/trade/watch/AddMarketDialog";

export interface DialogContent {
  args: DialogArgs;
  onClose: () => void;
}

/** What stands in the dialogs that any screen may open with `openDialog`. A feature is put in by one line here. */
export const dialogs: Partial<Record<DialogName, ComponentType<DialogContent>>> = {
  analyse: AnalyseDialog,
  import: ImportDialog,
  market: AddMarketDialog,
};

/** Mounted once, in the frame. A file dropped anywhere on the window opens the import. */
export function Dialogs() {
  const open = useOpenDialog();
  useDeskEvent(events.filesDropped, ([path]) => path !== undefined && openDialog("import", { path }));
  const Content = open ? dialogs[open.name] : undefined;
  return open && Content ? <Content args={open.args} onClose={closeDialog} /> : null;
}
