type Show = (moment: Date) => string;

/** Formats days in a time zone (IANA), like 2026-11-22. */
export function localDay(timeZone: string): Show {
  const minutes = localMinute(timeZone);
  return (moment) => minutes(moment).slice(0, 10);
}

/** Formats minutes in a time zone (IANA), like 2026-11-22 09:30. */
export function localMinute(timeZone: string): Show {
  // The Swedish locale formats dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (moment) => format.format(moment);
}
