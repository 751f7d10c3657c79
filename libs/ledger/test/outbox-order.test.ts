import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { credit, outboxSource } from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

let bank: Bank;

beforeAll(async () => {
  bank = await openBank();
});

afterAll(async () => {
  await bank?.close();
});

test("the outbox gives an account's movements in their order, the hundredth after the ninth and not before it", async () => {
  const accountId = await bank.account();
  for (let amount = 1; amount <= 110; amount++) {
    await bank.ledger.post(credit({ accountId, amount, ...noDetails }, bank.request()));
  }
  const entries = await bank.database.read((em) => outboxSource.take(em, 1_000));
  const events = entries.flatMap(({ messages }) => messages.map(({ value }) => JSON.parse(value)));
  const versions = events.flatMap(({ data }) => (data.amount === undefined ? [] : data.account_version));
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  expect(versions).toHaveLength(110);
  const few = await bank.database.read((em) => outboxSource.take(em, 5));
  expect(few).toEqual(entries.slice(0, 5));
}, 60_000);
