import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js';
import { firstMomentOf, isTimeZone } from '@florin/rules';

/**
 * Adds the keywords of the contract for times. `x-time` refuses dates that do not exist, and replaces a date without a
 * time by its first moment, in the `time_zone` of the same object or in UTC: handlers see RFC 3339 only. `x-time-zone`
 * refuses values that are not IANA time zones.
 */
export function addTimeKeywords(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: 'x-time',
    type: 'string',
    schemaType: 'boolean',
    modifying: true,
    errors: true,
    validate: checkTime,
  });
  ajv.addKeyword({
    keyword: 'x-time-zone',
    type: 'string',
    schemaType: 'boolean',
    validate: (_: boolean, name: string) => isTimeZone(name),
  });
}

const checkTime: SchemaValidateFunction = (_: boolean, text: string, _schema, context) => {
  const [, date] = /^(\d{4}-\d{2}-\d{2})(T|$)/.exec(text) ?? [];
  // The pattern of the schema refuses other forms.
  if (date === undefined || context === undefined) return true;
  const message = flawOfDate(date);
  if (message !== undefined) {
    checkTime.errors = [{ keyword: 'x-time', message, params: {} }];
    return false;
  }
  if (date !== text) return true;
  const zone = context.parentData.time_zone ?? 'UTC';
  // A batch may contain a thousand dates, and a conversion with a time zone takes a tenth of a millisecond.
  if (zone === 'UTC') {
    context.parentData[context.parentDataProperty] = `${date}T00:00:00.000Z`;
    return true;
  }
  // The `x-time-zone` keyword refuses a wrong zone.
  if (typeof zone !== 'string' || !isTimeZone(zone)) return true;
  context.parentData[context.parentDataProperty] = firstMomentText(date, zone);
  return true;
};

const firstMomentText = remember((date: string, zone: string) => firstMomentOf(date, zone).toISOString());

/** The error of a date such as `2026-02-30`, or undefined if the date exists. */
function flawOfDate(date: string): string | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (month < 1 || month > 12) return `must be a date that exists: there is no month ${month}`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day >= 1 && day <= days) return undefined;
  const name = new Date(Date.UTC(year, month - 1, 1)).toLocaleString('en', {
    month: 'long',
    timeZone: 'UTC',
  });
  return `must be a date that exists: ${name} ${year} has ${days} days`;
}

/** Caches a function that is called for a thousand movements at once, mostly with the same arguments. */
function remember<A extends string[], R>(compute: (...words: A) => R): (...words: A) => R {
  const answers = new Map<string, R>();
  return (...words) => {
    const key = words.join(' ');
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = compute(...words);
    if (answers.size >= 1_000) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}
