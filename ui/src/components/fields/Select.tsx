import { Check, ChevronDown } from "lucide-react";
import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from "react-aria-components";
import { frame, label as labelClass } from "./frame";
import { listBox, listItem, type Option } from "./options";

interface SelectProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  labelAbove?: boolean;
  hideLabel?: boolean;
  disabled?: boolean;
  className?: string;
  testId?: string;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, options, value, onChange, labelAbove, hideLabel, testId } = props;
  return (
    <AriaSelect
      value={value}
      onChange={(key) => key != null && onChange(String(key) as T)}
      isDisabled={props.disabled}
      aria-label={hideLabel ? label : undefined}
      className={`min-w-0 ${props.className ?? ""}`}
    >
      {labelAbove && !hideLabel && <Label className="mb-1 block text-xs text-muted-foreground">{label}</Label>}
      <Button
        className={`${frame} w-full cursor-default text-left disabled:text-subtle-foreground`}
        data-testid={testId}
      >
        {!labelAbove && !hideLabel && <Label className={labelClass}>{label}</Label>}
        <SelectValue className="min-w-0 flex-1 truncate font-medium [&_.note]:hidden [&_.tick]:hidden" />
        <ChevronDown size={14} aria-hidden="true" className="text-muted-foreground" />
      </Button>
      <Popover offset={4}>
        <ListBox className={listBox} items={options}>
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              isDisabled={option.disabled}
              className={listItem}
              data-testid={testId && `${testId}-${option.id}`}
            >
              {({ isSelected }) => (
                <>
                  <span className="flex-1">{option.label}</span>
                  {option.note && <span className="note text-subtle-foreground">{option.note}</span>}
                  {isSelected && <Check size={12} aria-hidden="true" className="tick text-primary" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
