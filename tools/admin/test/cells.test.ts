import { createTestDatabase, migrateBank, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAdmin } from '../src/run-admin.ts';

let one: TestDatabase;
let two: TestDatabase;

beforeAll(async () => {
  [one, two] = await Promise.all([
    createTestDatabase('bank', migrateBank),
    createTestDatabase('bank', migrateBank),
  ]);
});
afterAll(() => Promise.all([one.drop(), two.drop()]));

/** At the first of two cells. */
async function admin(...args: string[]) {
  const env = {
    CELL: 'eu1',
    DATABASE_URL: one.urlOf('managesAllTenants'),
    DATABASE_OWNER_URL: one.urlOf('owner'),
    CELL_DATABASE_URLS: `eu1=${one.urlOf('managesAllTenants')} eu2=${two.urlOf('managesAllTenants')}`,
    CELL_DATABASE_OWNER_URLS: `eu1=${one.urlOf('owner')}\neu2=${two.urlOf('owner')}`,
  };
  const outcome = { code: -1, out: '', err: '' };
  outcome.code = await runAdmin(args, {
    env,
    out: (text) => void (outcome.out += text),
    err: (text) => void (outcome.err += text),
  });
  return outcome;
}
const rowOf = async (...args: string[]): Promise<Record<string, string>> =>
  JSON.parse((await admin(...args, '--json')).out);

test('a tenant and its key are made in the cell that --cell names, and in no other', async () => {
  const made = await rowOf('create-tenant', '--name', 'Miller', '--cell', 'eu2');
  expect(made).toMatchObject({ cell: 'eu2' });
  const key = ['create-key', '--tenant', String(made['tenant_id']), '--name', 'till'];
  expect(await admin(...key)).toMatchObject({ code: 1, err: expect.stringMatching(/^There is no tenant/) });
  expect(await rowOf(...key, '--cell', 'eu2')).toMatchObject({ api_key: expect.stringMatching(/^flk_eu2_/) });
});

test('without --cell, and with that of CELL, a tenant is made here', async () => {
  for (const cell of [[], ['--cell', 'eu1']]) {
    const made = await rowOf('create-tenant', '--name', 'Miller', ...cell);
    expect(made).toMatchObject({ cell: 'eu1' });
    const key = ['create-key', '--tenant', String(made['tenant_id']), '--name', 'till'];
    expect(await rowOf(...key)).toMatchObject({ api_key: expect.stringMatching(/^flk_eu1_/) });
  }
});

test.each([
  [
    ['create-tenant', '--name', 'Miller', '--cell', 'eu3'],
    /^CELL_DATABASE_URLS does not name the cell eu3\.$/,
  ],
  [['move-tenant', '--to', 'eu3'], /^CELL_DATABASE_OWNER_URLS does not name the cell eu3\.$/],
  [['move-tenant', '--to', 'eu1'], /^The database of the other cell is the database of this one\.$/],
  [['move-tenant', '--to', 'EU 1'], /CELL/],
  [['move-tenant', '--to', 'eu2', '--haproxy', '/run/haproxy.sock'], /^--haproxy needs --map\.$/],
])('%j is refused with one line', async ([name = '', ...args], line) => {
  const { tenant_id: tenant = '' } = await rowOf('create-tenant', '--name', 'Miller');
  const ofTenant = name === 'move-tenant' ? ['--tenant', tenant] : [];
  expect(await admin(name, ...ofTenant, ...args)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(line),
  });
});
