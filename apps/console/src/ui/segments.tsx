type SegmentsProps<Value extends string | number> = {
  /** What is chosen, for screen readers. */
  label: string;
  values: readonly Value[];
  chosen: Value;
  textOf: (value: Value) => string;
  onChoose: (value: Value) => void;
};

/** A row of buttons, one of which is pressed: few values that are better seen than listed. */
export function Segments<Value extends string | number>(props: SegmentsProps<Value>) {
  const { label, values, chosen, textOf, onChoose } = props;
  return (
    <div className="segments" role="group" aria-label={label}>
      {values.map((each) => (
        <button key={each} type="button" aria-pressed={each === chosen} onClick={() => onChoose(each)}>
          {textOf(each)}
        </button>
      ))}
    </div>
  );
}
