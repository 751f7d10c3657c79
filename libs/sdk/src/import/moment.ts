const date = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const time = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A time that was read, or why the text is none. */
type ReadMoment =
  | { moment: string }
  | { code: 'not_a_time'; values: { text: string } }
  | { code: 'not_in_calendar'; values: { text: string; day: string } };

/**
 * Reads RFC 3339, or a date, which means its first moment in UTC. A date that does not exist (30 February) is refused, not
 * moved into the next month.
 */
export function readMoment(text: string): ReadMoment {
  const [day = '', ofDay = '00:00:00Z', ...rest] = text.split('T');
  if (rest.length > 0 || !time.test(ofDay) || !date.test(day))
    return { code: 'not_a_time', values: { text } };
  if (!isInCalendar(day)) return { code: 'not_in_calendar', values: { text, day } };
  return { moment: new Date(`${day}T${ofDay}`).toISOString() };
}

/** Whether the text is a date that exists. JavaScript parses 30 February as 2 March, so it is formatted back. */
export function isInCalendar(text: string): boolean {
  return date.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
