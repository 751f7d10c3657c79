import { expect, test } from '@jest/globals';
import { ascendingIds, idFromUuid, idToUuid, isId, newId } from './typed-id.ts';

test('an id carries its UUID there and back', () => {
  const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';
  expect(idFromUuid('acct', uuid)).toBe('acct_01h455vb4pex5vsknk084sn02q');
  expect(idToUuid('acct_01h455vb4pex5vsknk084sn02q')).toBe(uuid);
  const id = newId('txn');
  expect(idFromUuid('txn', idToUuid(id))).toBe(id);
});

test('ids of later milliseconds sort after earlier ones', async () => {
  const first = newId('txn');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(newId('txn') > first).toBe(true);
});

test('ids made at one moment ascend one by one and say that moment', () => {
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
  ['a prefix that only begins alike', 'acctx01h455vb4pex5vsknk084sn02q'],
  ['a letter outside the alphabet', 'acct_01h455vb4pex5vsknk084sn02i'],
  ['capitals', 'acct_01H455VB4PEX5VSKNK084SN02Q'],
  ['more than 128 bits', 'acct_81h455vb4pex5vsknk084sn02q'],
  ['too short', 'acct_01h455vb4pex5vsknk084sn02'],
  ['a number', 7],
])('%s is not an account id', (_name, value) => {
  expect(isId('acct', value)).toBe(false);
});

test('a new id is one of its own kind', () => {
  expect(isId('acct', newId('acct'))).toBe(true);
});
