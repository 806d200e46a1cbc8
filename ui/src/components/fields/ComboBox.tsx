import { ChevronDown } from "lucide-react";
import { ComboBox as AriaComboBox, Button, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { frame, input, label as labelClass } from "./frame";
import { listBox, listItem, type Option } from "./options";

interface ComboBoxProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  labelAbove?: boolean;
  placeholder?: string;
  testId?: string;
}

/** A select one can type into: for zones, symbols, anything over a dozen. */
export function ComboBox<T extends string>(props: ComboBoxProps<T>) {
  const { label, options, value, onChange, labelAbove, testId } = props;
  return (
    <AriaComboBox
      defaultItems={options}
      value={value}
      onChange={(key) => key != null && onChange(String(key) as T)}
      menuTrigger="focus"
      className="min-w-0"
    >
      {labelAbove && <Label className="mb-1 block text-xs text-muted-foreground">{label}</Label>}
      <div className={frame}>
        {!labelAbove && <Label className={labelClass}>{label}</Label>}
        <Input className={input} placeholder={props.placeholder} data-testid={testId} />
        <Button className="grid size-6 place-items-center text-muted-foreground">
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </div>
      <Popover offset={4}>
        <ListBox<Option<T>> className={listBox}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={listItem}>
              <span className="flex-1">{option.label}</span>
              {option.note && <span className="text-subtle-foreground">{option.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
