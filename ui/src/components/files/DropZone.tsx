import { FileUp } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../button/Button";

interface DropZoneProps {
  /** A file hangs over the window: the shell tells, because the page gets no paths from the browser. */
  over: boolean;
  title: string;
  text?: ReactNode;
  choose: string;
  onChoose: () => void;
  testId?: string;
}

/** Where files land. Paths come from the window's own drop event; the button opens the system's dialog. */
export function DropZone({ over, title, text, choose, onChoose, testId }: DropZoneProps) {
  return (
    <div
      data-testid={testId}
      data-over={over}
      className={`flex flex-col items-center justify-center gap-2 rounded-lg border border-dashed p-6 text-center ${
        over ? "border-ring bg-signed-wash" : "border-input"
      }`}
    >
      <FileUp size={20} aria-hidden="true" className="text-muted-foreground" />
      <b className="text-sm font-semibold">{title}</b>
      {text && <p className="max-w-80 text-xs text-muted-foreground">{text}</p>}
      <Button onPress={onChoose} testId={testId && `${testId}-choose`}>
        {choose}
      </Button>
    </div>
  );
}
