import { type HTMLInputTypeAttribute, type ReactNode, type Ref, useId } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { FieldProblem } from "./FieldProblem";
import { frame, input, label as labelClass, unit as unitClass } from "./frame";

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Above the box, as in forms of many lines, instead of inside it. */
  labelAbove?: boolean;
  /** Read aloud only: it stands in sight elsewhere. */
  hideLabel?: boolean;
  unit?: ReactNode;
  trailing?: ReactNode;
  problem?: ReactNode;
  type?: HTMLInputTypeAttribute;
  autoFocus?: boolean;
  autoComplete?: string;
  disabled?: boolean;
  /** Words and names stand left; figures and codes right. */
  align?: "left" | "right";
  mono?: boolean;
  large?: boolean;
  maxLength?: number;
  inputRef?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  onFocus?: () => void;
  onEnter?: () => void;
  testId?: string;
}

export function Field(props: FieldProps) {
  const { label, value, unit, trailing, problem, labelAbove, hideLabel, align = "right", mono, large, testId } = props;
  const problemId = useId();
  return (
    <TextField
      value={value}
      onChange={props.onChange}
      onBlur={props.onBlur}
      onFocus={props.onFocus}
      isInvalid={problem != null}
      isDisabled={props.disabled}
      type={props.type}
      aria-label={hideLabel ? label : undefined}
      autoFocus={props.autoFocus}
      autoComplete={props.autoComplete ?? "off"}
      maxLength={props.maxLength}
      aria-describedby={problem == null ? undefined : problemId}
      onKeyDown={(event) => {
        if (event.key === "Enter") props.onEnter?.();
      }}
      className="min-w-0"
    >
      {labelAbove && !hideLabel && <Label className="mb-1 block text-xs text-muted-foreground">{label}</Label>}
      <div className={`${frame} ${large ? "min-h-control-lg" : ""}`} data-invalid={problem == null ? undefined : ""}>
        {!labelAbove && !hideLabel && <Label className={labelClass}>{label}</Label>}
        <Input
          ref={props.inputRef}
          data-testid={testId}
          spellCheck={false}
          className={`${input} ${align === "right" ? "text-right" : "text-left"} ${mono ? "font-mono" : ""}`}
        />
        {unit != null && <span className={unitClass}>{unit}</span>}
        {trailing}
      </div>
      {problem != null && (
        <FieldProblem id={problemId} testId={testId && `${testId}-problem`}>
          {problem}
        </FieldProblem>
      )}
    </TextField>
  );
}
