import { describe, expect, test } from '@jest/globals';
import { apiFiltersOf, dayAfter, transactionFiltersOf } from './transaction-filters.ts';
import { durationText, storyOf } from './story.ts';
import { actionsFor, amountFrom } from './possible-actions.ts';
import { viewsOf } from './saved-views.ts';

describe('filters in a URL', () => {
  test('are kept when they are known, and left out when they are not', () => {
    expect(
      transactionFiltersOf({
        status: 'failed',
        type: 'magic',
        from: '2026-11-01',
        to: 'now',
        min: '100',
        q: 1,
      }),
    ).toEqual({ status: 'failed', from: '2026-11-01', min: 100 });
    expect(transactionFiltersOf({ reference: 4711, account: 'acct_x' })).toEqual({ reference: '4711' });
  });

  test('name days in the reader’s zone, the last one included', () => {
    expect(apiFiltersOf({ from: '2026-11-01', to: '2026-11-30' }, 'Europe/Berlin')).toEqual({
      created_from: '2026-11-01',
      created_to: '2026-12-01',
      time_zone: 'Europe/Berlin',
    });
    expect(dayAfter('2028-02-28')).toBe('2028-02-29');
  });

  test('of saved views are read again, and what is not one is left out', () => {
    expect(viewsOf([{ name: 'Refused', search: { status: 'failed', magic: 1 } }, 'x', { name: 1 }])).toEqual([
      { name: 'Refused', search: { status: 'failed' } },
    ]);
    expect(viewsOf({})).toEqual([]);
  });
});

test('a story measures each step from the last one that has a time', () => {
  const step = (name: 'received' | 'posted' | 'published', at: string | null) => ({
    ...{ step: name, at, by: 'api', detail: null },
  });
  const story = storyOf([
    step('received', '2026-11-30T12:00:00.000Z'),
    step('published', null),
    step('posted', '2026-11-30T12:00:00.045Z'),
  ]);
  expect(story.map(({ afterMs }) => afterMs)).toEqual([undefined, undefined, 45]);
  expect([45, 3_400, 120_000, 7_200_000].map((ms) => durationText(ms, 'en'))).toEqual([
    ...['45 ms', '3.4 s', '2 min', '2 h'],
  ]);
});

test('only what may still change is offered', () => {
  expect(actionsFor({ type: 'hold', status: 'held' })).toEqual(['capture', 'void']);
  expect(actionsFor({ type: 'hold', status: 'voided' })).toEqual([]);
  expect(actionsFor({ type: 'credit', status: 'completed' })).toEqual(['reverse']);
  expect(actionsFor({ type: 'credit', status: 'failed' })).toEqual([]);
});

test('amounts are read by the decimals of their currency', () => {
  expect(amountFrom('12,34', 'EUR')).toBe(1_234);
  expect(amountFrom('5', 'JPY')).toBe(5);
  expect(amountFrom('0.005', 'KWD')).toBe(5);
  for (const text of ['', '0', '-1', '1.234', 'ten']) expect(amountFrom(text, 'EUR')).toBeUndefined();
});
