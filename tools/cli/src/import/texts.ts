import type { LineReason, MovementFileError } from '@florin/sdk/import';

type Texts<Code extends string> = Record<Code, string>;

/** `{name}` stands for a value of the reason. */
const lineTexts: Texts<LineReason['code']> = {
  unknown_type: '"{text}" is none of {types}',
  not_for_type: 'says nothing about a {type}: leave it empty',
  missing: 'is missing: a {type} needs it',
  not_an_id: '"{text}" is not an id of this kind',
  no_amount_of_void: 'says nothing about a void',
  unknown_currency: '"{text}" is not a currency code of ISO 4217, such as USD',
  two_amounts: 'stands beside an amount_minor: say one of them',
  amount_missing: 'is missing',
  no_currency: 'is a decimal without a currency: add a currency column, or --currency',
  comma: '"{text}" has a comma: write 12.50, with a point before the cents and nothing between thousands',
  not_an_amount: '{detail}',
  not_minor_units: '"{text}" is not a whole number of minor units',
  too_much: '"{text}" is too much',
  not_positive: '"{text}" is not more than nothing',
  not_a_time: '"{text}" is not a time: say 2026-11-01, or 2026-11-01T06:00:00Z.',
  not_in_calendar: '"{text}" is not a time: {day} is not in the calendar.',
  in_future: '"{text}" is not past yet',
  in_past: '"{text}" is past',
  not_boolean: '"{text}" is neither true nor false',
  contract: '{detail}',
};

/** `{path}` is the file's. */
const fileTexts: Texts<MovementFileError['code']> = {
  unknown_encoding:
    '--encoding {encoding} is not known: say utf-8, utf-16le, windows-1252, iso-8859-15, macintosh or shift_jis, among others.',
  other_mark: '{path} begins with the byte order mark of {encoding}: leave out --encoding.',
  not_utf8:
    '{path}, line {line}, is not UTF-8. Say how it was written, such as --encoding windows-1252 (Excel in the West), ' +
    'or save it as UTF-8.',
  not_encoding: '{path} is not {encoding}: it has bytes that this encoding does not have.',
  not_csv: '{path}: {detail}.',
  empty: '{path} is empty: the first line names the columns.',
  unknown_columns:
    '{path}: line 1 names columns that mean nothing: {columns}. There are {known}. ' +
    'Its columns were taken as separated by {separator}; --separator says another.',
  repeated_columns: '{path}: line 1 names {columns} twice.',
  no_type: '{path}: line 1 lacks the column type.',
};

/** What is wrong with a line. */
export function lineText({ code, values }: LineReason): string {
  return filled(lineTexts[code], values);
}

/** What is wrong with a file. */
export function fileText(path: string, { code, values }: MovementFileError): string {
  const separator = nameOf(String(values['separator']));
  return filled(fileTexts[code], { ...values, separator, path });
}

function filled(text: string, values: LineReason['values']): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function nameOf(separator: string): string {
  const names: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
  return names[separator] ?? `"${separator}"`;
}
