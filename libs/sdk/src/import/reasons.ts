/** Why a line is not a movement, and the values that a text about it names. Programs have the texts, in their languages. */
export type LineReason = {
  code:
    | 'unknown_type'
    | 'not_for_type'
    | 'missing'
    | 'not_an_id'
    | 'no_amount_of_void'
    | 'unknown_currency'
    | 'two_amounts'
    | 'amount_missing'
    | 'no_currency'
    | 'comma'
    | 'not_an_amount'
    | 'not_minor_units'
    | 'too_much'
    | 'not_positive'
    | 'not_a_time'
    | 'not_in_calendar'
    | 'in_future'
    | 'in_past'
    | 'not_boolean'
    | 'contract';
  values: Values;
};

/** Why a whole file is not one of movements. */
type FileReason =
  | 'unknown_encoding'
  | 'other_mark'
  | 'not_utf8'
  | 'not_encoding'
  | 'not_csv'
  | 'empty'
  | 'unknown_columns'
  | 'repeated_columns'
  | 'no_type';

type Values = Readonly<Record<string, string | number>>;

/** A mistake in a line, with its column. */
export type LineError = LineReason & { line: number; column: string };

/** The file is not CSV, its header is not understood, or its bytes are not text. Nothing of it was read. */
export class MovementFileError extends Error {
  readonly code: FileReason;
  readonly values: Values;

  constructor(code: FileReason, values: Values = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.values = values;
  }
}
