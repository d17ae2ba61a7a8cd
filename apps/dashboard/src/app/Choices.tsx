import { useId } from "react";
import classes from "./Choices.module.css";

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly data: readonly { readonly value: T; readonly label: string }[];
}

/** One of a few, side by side. */
export function Choices<T extends string>({ label, value, onChange, data }: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className={classes.choices} aria-label={label}>
      {data.map((choice) => (
        <label key={choice.value} className={classes.choice}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
