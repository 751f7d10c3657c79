import { describe, expect, test } from '@jest/globals';
import { createListCursors, type ListRequest } from './list-cursors.ts';

const secret = 'a secret of at least 32 characters';
const cursors = createListCursors('listAlerts', [secret]);
const request = (query: object = {}, tenantId = 'tenant_a') =>
  ({ principal: { tenantId }, query }) as ListRequest;
const sealed = cursors.seal(['2026-01-01T00:00:00.000Z', 'alrt_1'], request({ rule: 'velocity', limit: 20 }));
const open = (query: object, tenantId?: string) => () => cursors.open(request(query, tenantId));

describe('a cursor of a list', () => {
  test('returns the end of the page, with another limit and in another process', () => {
    const other = createListCursors('listAlerts', [secret]);
    const position = other.open(request({ cursor: sealed, limit: 5, rule: 'velocity' }));
    expect(position).toEqual(['2026-01-01T00:00:00.000Z', 'alrt_1']);
    expect(cursors.open(request({ rule: 'velocity' }))).toBeUndefined();
  });

  test('is accepted while its secret is the previous one, and no longer', () => {
    const next = createListCursors('listAlerts', [`${secret}!`, secret]);
    const query = { cursor: sealed, rule: 'velocity' };
    expect(next.open(request(query))).toEqual(['2026-01-01T00:00:00.000Z', 'alrt_1']);
    const made = next.seal(['alrt_2'], request({ rule: 'velocity' }));
    const last = createListCursors('listAlerts', [`${secret}!`]);
    expect(last.open(request({ ...query, cursor: made }))).toEqual(['alrt_2']);
    expect(() => last.open(request(query))).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });

  test('is refused with another filter, for another tenant, list or secret', () => {
    const refused = { code: 'invalid_cursor', status: 400 };
    expect(open({ cursor: sealed, rule: 'rapid_drain' })).toThrow(expect.objectContaining(refused));
    expect(open({ cursor: sealed })).toThrow(expect.objectContaining(refused));
    expect(open({ cursor: sealed, rule: 'velocity' }, 'tenant_b')).toThrow(expect.objectContaining(refused));
    for (const other of [
      createListCursors('listKeys', [secret]),
      createListCursors('listAlerts', [`${secret}!`]),
    ]) {
      expect(() => other.open(request({ cursor: sealed, rule: 'velocity' }))).toThrow(
        expect.objectContaining(refused),
      );
    }
  });

  test('is refused after any change to it', () => {
    const changed = [...sealed].map(
      (letter, at) => sealed.slice(0, at) + (letter === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
    );
    for (const cursor of [
      'x',
      'null',
      '🏦',
      `${sealed}=`,
      `${sealed} `,
      sealed.slice(0, -2),
      sealed.slice(0, 10),
      ...changed,
    ]) {
      expect(open({ cursor, rule: 'velocity' })).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
    }
  });
});
