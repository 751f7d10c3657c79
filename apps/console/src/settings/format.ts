import { Money } from '@florin/sdk';
import type { Settings } from './settings.ts';

type Shown = Pick<Settings, 'language' | 'clock'>;

const locales = { en: 'en-GB', de: 'de-DE' } as const;

/** Amounts, numbers and times as the reader has chosen to see them. */
export function formatsOf({ language, clock }: Shown) {
  const locale = locales[language];
  const timeZone = clock === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const times = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  const day = times({ day: '2-digit', month: 'short', year: 'numeric' });
  const minute = times({
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const exact = times({
    ...{ day: '2-digit', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  });
  const clockTime = times({
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  const hour = times({ hour: '2-digit', minute: '2-digit' });
  const shortDay = times({ day: 'numeric', month: 'short' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  });
  const wholePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const compact = (currency: string) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      notation: 'compact',
      maximumFractionDigits: 1,
    });
  return {
    locale,
    timeZone,
    money: (minorUnits: number | bigint, currency: string) => Money.format(minorUnits, currency, locale),
    /** For the axis of a chart: rounded. */
    shortMoney: (minorUnits: number, currency: string) =>
      compact(currency).format(minorUnits / 10 ** Money.exponent(currency)),
    number: (value: number | bigint) => number.format(value),
    share: (ratio: number) => wholePercent.format(ratio),
    change: (ratio: number) => percent.format(ratio),
    day: (at: string | number) => day.format(new Date(at)),
    shortDay: (at: string | number) => shortDay.format(new Date(at)),
    hour: (at: string | number) => hour.format(new Date(at)),
    minute: (at: string | number) => minute.format(new Date(at)),
    /** With milliseconds. */
    exact: (at: string | number) => exact.format(new Date(at)),
    clockTime: (at: string | number) => clockTime.format(new Date(at)),
  };
}

export type Formats = ReturnType<typeof formatsOf>;
