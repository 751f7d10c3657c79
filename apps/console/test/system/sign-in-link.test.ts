import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, migrateBank, openTenant, startApp } from '@florin/testing';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

const directory = mkdtempSync(join(tmpdir(), 'florin-link-'));
const file = join(directory, 'console-sign-in.json');
let opened: OpenedConsole | undefined;

beforeAll(async () => {
  opened = await openConsole(async () => {
    const database = await createTestDatabase('console', migrateBank);
    const { apiKey } = await openTenant(database.url);
    const api = await startApp('api', { DATABASE_URL: database.url, CONSOLE_SIGN_IN_FILE: file });
    const stop = async () => {
      await api.stop();
      await database.drop();
    };
    return { url: api.url, apiKey, stop };
  });
}, 400_000);

afterAll(async () => {
  await opened?.stop();
  rmSync(directory, { recursive: true });
});

/** As `npm start` writes it. */
function makeCode(apiKey: string): string {
  const code = randomBytes(32).toString('base64url');
  const code_sha256 = createHash('sha256').update(code).digest('hex');
  const expires_at = new Date(Date.now() + 600_000).toISOString();
  writeFileSync(file, JSON.stringify({ code_sha256, api_key: apiKey, expires_at }));
  return code;
}

test('a link signs in once; the second time its page says why not', async () => {
  if (!opened) return;
  const { api, apiKey } = opened;
  const code = makeCode(apiKey);
  const page = await opened.open();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto(`${api.url}/console/sign-in#code=${code}`);
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  expect(existsSync(file)).toBe(false);
  expect(page.url()).not.toContain(code);
  expect(addresses.length).toBeGreaterThan(3);
  expect(addresses.filter((address) => address.includes(code) || address.includes(apiKey))).toEqual([]);
  await page.reload();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  expect(page.faults).toEqual([]);
  await page.close();
  const second = await opened.open();
  await second.goto(`${api.url}/console/sign-in#code=${code}`);
  await second.getByText('This sign-in link has been used').waitFor();
  expect(second.url()).not.toContain(code);
  await checkPage(second, 'sign-in-link-used');
  await second.close();
}, 400_000);
