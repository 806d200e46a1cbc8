import { useId } from "react";
import { Field } from "./Field";
import { frame, input } from "./frame";

interface SecretFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** More than one for what is pasted with its line ends, as PEM. */
  lines?: number;
  onEnter?: () => void;
  testId?: string;
}

/** What is pasted and never shown. There is no way to make it visible: it can be pasted again. */
export function SecretField({ label, value, onChange, lines = 1, onEnter, testId }: SecretFieldProps) {
  const id = useId();
  if (lines === 1)
    return (
      <Field
        label={label}
        labelAbove
        align="left"
        mono
        type="password"
        autoComplete="new-password"
        value={value}
        onChange={onChange}
        onEnter={onEnter}
        testId={testId}
      />
    );
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs text-muted-foreground">
        {label}
      </label>
      <div className={`${frame} items-stretch py-1.5`}>
        <textarea
          id={id}
          rows={lines}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          data-testid={testId}
          className={`${input} resize-none font-mono text-xs [-webkit-text-security:disc]`}
        />
      </div>
    </div>
  );
}
