import type { ComponentType } from "react";
import { closeDialog, type DialogArgs, type DialogName, useOpenDialog } from "~/components/overlay/openDialog";

export interface DialogContent {
  args: DialogArgs;
  onClose: () => void;
}

/** What stands in the dialogs that any screen may open with `openDialog`. A feature is put in by one line here. */
export const dialogs: Partial<Record<DialogName, ComponentType<DialogContent>>> = {};

/** Mounted once, in the frame. */
export function Dialogs() {
  const open = useOpenDialog();
  const Content = open ? dialogs[open.name] : undefined;
  return open && Content ? <Content args={open.args} onClose={closeDialog} /> : null;
}
