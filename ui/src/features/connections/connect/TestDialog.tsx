import { FlaskConical } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ConnectionView, commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { Button } from "~/components/button/Button";
import { Select } from "~/components/fields/Select";
import { Dialog } from "~/components/overlay/Dialog";
import { venueName } from "~/components/words/venueName";
import { addressesOf, formOf } from "./addresses";
import { TestOutcome } from "./TestOutcome";
import { useConnectionTest } from "./useConnectionTest";

interface TestDialogProps {
  view: ConnectionView;
  onClose: () => void;
}

/** Tries the venue where it is, with a key or without one; nothing is ordered. */
export function TestDialog({ view, onClose }: TestDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("connections.testTitle", { name: venueName(view.venue, t("shell.builtin")) })}
      icon={<FlaskConical size={16} aria-hidden="true" />}
      width={480}
      testId="test-dialog"
    >
      <Trial view={view} />
    </Dialog>
  );
}

const NO_KEY = "-";

function Trial({ view }: { view: ConnectionView }) {
  const { t } = useTranslation();
  const keys = useDeskQuery("keys", ["list"], () => commands.exchangeKeys());
  const usable = (keys.data ?? []).filter((k) => k.venue === view.venue && k.state !== "revoked");
  const [label, setLabel] = useState(view.key ?? NO_KEY);
  const test = useConnectionTest(view.venue);
  const run = () => test.run(addressesOf(formOf(view)), label === NO_KEY ? null : label);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    run();
  });
  return (
    <div className="space-y-4">
      <p className="text-xs text-muted-foreground">{t("connections.testText")}</p>
      {usable.length > 0 && (
        <Select
          label={t("connections.withKey")}
          options={[
            { id: NO_KEY, label: t("connections.withoutKey") },
            ...usable.map((k) => ({ id: k.label, label: k.label })),
          ]}
          value={label}
          onChange={setLabel}
          testId="test-key"
        />
      )}
      <TestOutcome test={test} />
      <div className="flex justify-end">
        <Button isDisabled={test.pending} onPress={run} testId="test-again">
          {t("connections.testAgain")}
        </Button>
      </div>
    </div>
  );
}
