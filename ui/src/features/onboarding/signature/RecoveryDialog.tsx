import { Copy, Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button/Button";
import { Dialog } from "~/components/overlay/Dialog";

interface RecoveryDialogProps {
  open: boolean;
  code: string;
  user: string;
  onClose: () => void;
}

/** The code that brings the master key back: to be read, copied, printed; nothing stores it. */
export function RecoveryDialog({ open, code, user, onClose }: RecoveryDialogProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(code);
    setCopied(true);
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("onboarding.recoveryTitle")} testId="onboarding-recovery-dialog">
      <div className="print-sheet flex flex-col gap-3">
        <p className="text-muted-foreground">{t("onboarding.recoveryText")}</p>
        <p
          className="rounded-md border bg-muted px-4 py-3 text-center font-mono text-md leading-7 font-medium break-all select-text"
          data-testid="onboarding-recovery-code"
        >
          {code}
        </p>
        <p className="text-xs text-muted-foreground">Countersign, {user}</p>
      </div>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button size="large" onPress={() => void copy()} testId="onboarding-recovery-copy">
          <Copy size={14} aria-hidden="true" />
          {t(copied ? "onboarding.copied" : "onboarding.copy")}
        </Button>
        <Button size="large" onPress={() => window.print()} testId="onboarding-recovery-print">
          <Printer size={14} aria-hidden="true" />
          {t("onboarding.printNow")}
        </Button>
        <Button kind="primary" size="large" onPress={onClose} testId="onboarding-recovery-done">
          {t("onboarding.done")}
        </Button>
      </div>
    </Dialog>
  );
}
