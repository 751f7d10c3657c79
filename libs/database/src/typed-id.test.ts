import { expect, test } from '@jest/globals';
import { ascendingIds, idFromUuid, idToUuid, isId, newId } from './typed-id.ts';

test('an id converts to its UUID and back', () => {
  const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';
  expect(idFromUuid('acct', uuid)).toBe('acct_01h455vb4pex5vsknk084sn02q');
  expect(idToUuid('acct_01h455vb4pex5vsknk084sn02q')).toBe(uuid);
  const id = newId('txn');
  expect(idFromUuid('txn', idToUuid(id))).toBe(id);
});

// From https://github.com/jetify-com/typeid/blob/main/spec/valid.yml, with another prefix.
test.each([
  ['00000000-0000-0000-0000-000000000000', '00000000000000000000000000'],
  ['00000000-0000-0000-0000-000000000001', '00000000000000000000000001'],
  ['00000000-0000-0000-0000-000000000020', '00000000000000000000000010'],
  ['0110c853-1d09-52d8-d73e-1194e95b5f19', '0123456789abcdefghjkmnpqrs'],
  ['01890a5d-ac96-774b-bcce-b302099a8057', '01h455vb4pex5vsknk084sn02q'],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', '7zzzzzzzzzzzzzzzzzzzzzzzzz'],
])('the UUID %s has the suffix %s', (uuid, suffix) => {
  expect(idFromUuid('acct', uuid)).toBe(`acct_${suffix}`);
  expect(idToUuid(`acct_${suffix}`)).toBe(uuid);
});

test('every digit in every position converts back', () => {
  for (const at of Array.from({ length: 32 }, (_, place) => place)) {
    for (const digit of '123456789abcdef') {
      const hex = '0'.repeat(at) + digit + '0'.repeat(31 - at);
      const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      expect(idToUuid(idFromUuid('txn', uuid))).toBe(uuid);
    }
  }
});

test('ids of later milliseconds sort after earlier ones', async () => {
  const first = newId('txn');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(newId('txn') > first).toBe(true);
});

test('ids made at one moment ascend and contain that moment', () => {
  const at = new Date('2026-11-22T09:30:00.123Z');
  const next = ascendingIds('txn', at);
  const ids = Array.from({ length: 5_000 }, next);
  expect(ids).toEqual([...new Set(ids)].sort());
  const milliseconds = ids.map((id) => parseInt(idToUuid(id).replace('-', '').slice(0, 12), 16));
  expect(new Set(milliseconds)).toEqual(new Set([at.getTime()]));
  expect(ids.every((id) => isId('txn', id))).toBe(true);
});

test.each([
  ['another prefix', 'txn_01h455vb4pex5vsknk084sn02q'],
  ['a prefix with the same beginning', 'acctx01h455vb4pex5vsknk084sn02q'],
  ['a letter outside the alphabet', 'acct_01h455vb4pex5vsknk084sn02i'],
  ['capitals', 'acct_01H455VB4PEX5VSKNK084SN02Q'],
  ['more than 128 bits', 'acct_81h455vb4pex5vsknk084sn02q'],
  ['too short', 'acct_01h455vb4pex5vsknk084sn02'],
  ['a number', 7],
])('%s is not an account id', (_name, value) => {
  expect(isId('acct', value)).toBe(false);
});

test.each([
  'acct_01h455vb4pex5vsknk084sn02i',
  'acct_01H455VB4PEX5VSKNK084SN02Q',
  'acct_é1h455vb4pex5vsknk084sn02q',
  'acct_0🂡h455vb4pex5vsknk084sn02q',
  'acct_81h455vb4pex5vsknk084sn02q',
  'acct_01h455vb4pex5vsknk084sn02',
  'acct_01h455vb4pex5vsknk084sn02qq',
  '',
])('"%s" does not contain a UUID', (value) => {
  expect(() => idToUuid(value)).toThrow('not the suffix of an id');
});

test('a new id is valid for its prefix', () => {
  expect(isId('acct', newId('acct'))).toBe(true);
});
