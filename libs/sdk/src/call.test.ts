import { describe, expect, test } from '@jest/globals';
import { Call, type Answer } from './call.ts';
import { List } from './list.ts';

function answer<T>(data: T): Answer<T> {
  const headers = new Headers();
  return {
    data,
    replayed: false,
    status: 200,
    headers,
    requestId: undefined,
    idempotencyKey: 'key',
    attempts: 1,
  };
}

describe('a call', () => {
  test('returns its data, and withResponse() adds status, headers and key', async () => {
    const call = new Call(Promise.resolve(answer('money')));
    expect(await call).toBe('money');
    expect(await call.withResponse()).toMatchObject({ data: 'money', status: 200, idempotencyKey: 'key' });
    expect(await call.finally(() => {})).toBe('money');
  });

  test('that fails counts as handled, whether the caller uses withResponse(), catch() or await', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const failing = () => new Call<string>(Promise.reject(new Error('refused')));
    await expect(failing().withResponse()).rejects.toThrow('refused');
    expect(await failing().catch(() => 'taken')).toBe('taken');
    await expect((async () => await failing())()).rejects.toThrow('refused');
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('a list', () => {
  const requested: (string | undefined)[] = [];
  const pages: Record<string, { data: number[]; has_more: boolean; next_cursor: string | null }> = {
    first: { data: [1, 2], has_more: true, next_cursor: 'second' },
    second: { data: [], has_more: true, next_cursor: 'third' },
    third: { data: [3], has_more: false, next_cursor: null },
  };
  const listed = () =>
    new List<number>((cursor) => {
      requested.push(cursor);
      return new Call(Promise.resolve(answer(pages[cursor ?? 'first']!)));
    });

  test('requests every page once, and continues after an empty page', async () => {
    requested.length = 0;
    const seen: number[] = [];
    for await (const item of listed()) seen.push(item);
    expect(seen).toEqual([1, 2, 3]);
    expect(requested).toEqual([undefined, 'second', 'third']);
  });

  test('requests only the pages that are needed', async () => {
    requested.length = 0;
    for await (const item of listed()) if (item === 1) break;
    expect(requested).toEqual([undefined]);
    expect(await listed()).toEqual(pages.first);
    expect(requested).toEqual([undefined, undefined]);
  });
});
