import { useTranslation } from "react-i18next";
import { useDoor } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Empty } from "~/components/panel/Empty";
import { doors } from "./routes/screens";
import { ModeFrame } from "./shell/ModeFrame";
import { Shell } from "./shell/Shell";

/** First start, locked, or the desk. */
export function Gate() {
  const { t } = useTranslation();
  const door = useDoor();
  const errorText = useErrorText();
  const stage = door.data?.stage;
  const open = stage === "open" && door.data?.session != null;
  // The welcome goes on after its key is made: it is kept with the preferences how far it came.
  const welcomed = ["done", undefined].includes(door.data?.preferences.layouts?.welcome);
  if (open && welcomed) return <Shell />;
  const Screen = stage === "first_start" || open ? doors.firstStart : doors.locked;
  return (
    <Alone>
      {door.data ? (
        <Screen />
      ) : door.isError ? (
        <Empty
          title={t("parts.errorTitle")}
          text={errorText(door.error)}
          action={<Button onPress={() => door.refetch()}>{t("parts.retry")}</Button>}
          testId="door-error"
        />
      ) : (
        <Empty title={t("shell.starting")} testId="door-starting" />
      )}
    </Alone>
  );
}

/** Without bars: nobody is signed in, so there is nothing to trade and nothing to stop. */
function Alone({ children }: { children: React.ReactNode }) {
  return (
    <ModeFrame mode="paper">
      <div className="col-span-full row-span-full overflow-auto" data-scrolls="">
        {children}
      </div>
    </ModeFrame>
  );
}
