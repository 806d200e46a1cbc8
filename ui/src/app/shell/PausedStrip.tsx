import { Pause } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button/Button";
import { Note } from "~/components/panel/Note";

export function PausedStrip({ onResume }: { onResume: () => void }) {
  const { t } = useTranslation();
  return (
    <Note
      tone="warn"
      icon={Pause}
      className="items-center rounded-none"
      testId="paused-strip"
      action={
        <Button size="small" onPress={onResume} testId="paused-resume">
          {t("shell.resume")}
        </Button>
      }
    >
      {t("shell.paused")}
    </Note>
  );
}
