import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../button/Button";
import { Kbd } from "../button/Kbd";
import { useKeptFocus } from "./useKeptFocus";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Left of the title: an icon; right of it: a chip or a note. */
  icon?: ReactNode;
  aside?: ReactNode;
  width?: number;
  children: ReactNode;
  /** `alertdialog` only for what interrupts. */
  role?: "dialog" | "alertdialog";
  testId?: string;
}

/** Escape and a click outside close it and nothing happens. Focus stays inside and returns to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  icon,
  aside,
  width = 560,
  children,
  role = "dialog",
  testId,
}: DialogProps) {
  const { t } = useTranslation();
  const keptFocus = useKeptFocus();
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(now) => !now && onClose()}
      isDismissable
      className="overlay-in fixed inset-(--edge) z-40 grid place-items-center bg-scrim p-6"
    >
      <Modal style={{ width }} className="max-h-full max-w-full">
        <AriaDialog
          ref={keptFocus}
          role={role}
          data-testid={testId}
          className="flex max-h-[calc(100vh-80px)] flex-col overflow-hidden rounded-[10px] bg-popover text-popover-foreground shadow-popover outline-none"
        >
          <header className="flex min-h-[50px] shrink-0 items-center gap-3 border-b px-5">
            {icon}
            <Heading slot="title" className="text-md font-semibold">
              {title}
            </Heading>
            {aside}
            <span className="flex-1" />
            <Button kind="ghost" size="small" onPress={onClose} testId="dialog-close">
              <span className="sr-only">{t("parts.close")}</span>
              <Kbd chord="Esc" />
            </Button>
          </header>
          <div className="min-h-0 overflow-auto p-5" data-scrolls="">
            {children}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
