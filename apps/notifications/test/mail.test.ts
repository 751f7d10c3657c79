import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { idToUuid, newId, runParameterized, type Database } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { createLogger, createMetrics } from '@florin/service';
import { eventually, sampleTransaction, type AppDatabase } from '@florin/testing';
import { startDelivery } from '../src/delivery.ts';
import { listNotifications } from '../src/notification-store.ts';
import { createMailChannel, type MailChannel } from '../src/mail/mail-channel.ts';
import { savePreferences } from '../src/preferences/preference-store.ts';
import { defaultPreferences, type Preferences } from '../src/preferences/preferences.ts';
import { handleEvents } from '../src/handle-events.ts';
import { startMailServer, type MailServer } from './mail-server.ts';
import { openDatabase } from './open-database.ts';
import { sampleAlert } from './sample-alert.ts';

const tenantId = newId('tenant');
let place: AppDatabase;
let database: Database;
let server: MailServer;
const open: { channel: MailChannel; delivery: ReturnType<typeof startDelivery> }[] = [];

beforeAll(async () => {
  place = await openDatabase();
  ({ database } = place);
});

beforeEach(async () => {
  server = await startMailServer();
});

afterEach(async () => {
  for (const { channel, delivery } of open.splice(0)) {
    await delivery.stop();
    channel.close();
  }
  await server.close();
  await run('delete from notifications.notifications');
});

afterAll(async () => {
  await place?.close();
});

const run = (sql: string, values: unknown[] = []) =>
  database.unitOfWork((unit) => runParameterized(unit, sql, values));

/** Creates an account with notification preferences. */
async function account(preferences: Partial<Preferences> = {}): Promise<string> {
  const id = newId('acct');
  await run('insert into notifications.accounts (id, tenant_id) values ($1, $2)', [
    idToUuid(id),
    idToUuid(tenantId),
  ]);
  const wanted = { ...defaultPreferences, email: 'ada@example.com', ...preferences };
  await database.unitOfWork((unit) => savePreferences(unit, id, wanted));
  return id;
}

const credit = (accountId: string, given = {}) => sampleTransaction({ tenantId, accountId, ...given });
const log = () => undefined;
const happen = (...events: FlorinEvent[]) =>
  database.unitOfWork((unit) => handleEvents(unit, events, { default: 'log', mails: true, log }));

type SendOptions = {
  retrySeconds?: number[];
  leaseMs?: number;
  timeoutMs?: number;
  perAddressPerHour?: number;
};

function send(options: SendOptions = {}) {
  const { retrySeconds = [1], leaseMs = 20_000, timeoutMs = 5_000, perAddressPerHour = 0 } = options;
  const from = 'Florin <bank@florin.example>';
  const channel = createMailChannel({ url: server.url, from, timeoutMs, perAddressPerHour });
  const delivery = startDelivery({
    database,
    channel,
    from: ['email'],
    retrySeconds,
    leaseMs,
    pollMs: 20,
    stopWithinMs: 1_000,
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
  });
  open.push({ channel, delivery });
}

const reported = (accountId: string, status: string) =>
  eventually(
    async () =>
      (await database.read((unit) => listNotifications(unit, { tenantId, accountId, status, limit: 10 })))[0],
  );

test('a holder gets one mail about an event, in text and HTML', async () => {
  const id = await account();
  await happen(credit(id));
  send();
  const notification = await reported(id, 'delivered');
  expect(notification).toMatchObject({ channel: 'email', attempts: 1 });
  expect(server.received).toHaveLength(1);
  const [mail] = server.received;
  expect(mail).toMatchObject({ from: 'bank@florin.example', to: ['ada@example.com'] });
  expect(mail!.headers).toContain('Subject: You received 1.00 USD');
  expect(mail!.headers).toContain(`Message-ID: <${notification.id}@florin.example>`);
  expect(mail!.text).toContain('1.00 USD arrived on your account.');
  expect(mail!.text).toContain('<h1');
});

test('an address gets a limited number of mails in an hour, whichever accounts name it, and others get theirs', async () => {
  const [one, another, other] = [
    await account({ email: 'flooded@example.com' }),
    await account({ email: 'Flooded@example.com' }),
    await account({ email: 'ada@example.com' }),
  ];
  await happen(...Array.from({ length: 3 }, () => credit(one)), credit(another));
  send({ perAddressPerHour: 2, retrySeconds: [] });
  const failed = () =>
    database.read((unit) => listNotifications(unit, { tenantId, status: 'failed', limit: 10 }));
  await eventually(async () => (await failed()).length === 2);
  await happen(credit(other));
  await reported(other, 'delivered');
  expect(server.received.map(({ to }) => to.join().toLowerCase()).sort()).toEqual([
    'ada@example.com',
    'flooded@example.com',
    'flooded@example.com',
  ]);
});

test('a holder gets mails in German if the preferences say so', async () => {
  const id = await account({ language: 'de' });
  await happen(credit(id, { type: 'debit', failed: true }));
  send();
  await reported(id, 'delivered');
  expect(server.received[0]!.headers).toContain('Subject: 1,00 USD konnten nicht bezahlt werden');
  expect(server.received[0]!.text).toContain('für Benachrichtigungen zu dem Konto hinterlegt');
});

test('a mail about an alert is in German, and quotes the English reason as such', async () => {
  const id = await account({ language: 'de' });
  await happen(
    sampleAlert({
      ...{ tenant_id: tenantId, account_id: id, rule: 'structuring', severity: 'high' },
      ...{ reason: '3 credits just below 10000.00 USD', raised_at: '2026-01-02T03:04:05.678Z' },
    }),
  );
  send();
  await reported(id, 'delivered');
  const [{ headers, text } = { headers: '', text: '' }] = server.received;
  expect(headers).toContain('Subject: Ungewöhnliche Vorgänge auf Ihrem Konto');
  expect(text).toContain(
    'Mehrere Beträge wurden bewegt, die knapp unter einem Schwellenwert liegen. ' +
      'Aufgefallen am 02.01.2026 um 03:04 Uhr (UTC) anhand von 2 Transaktionen; Schweregrad: hoch. ' +
      'Originaltext auf Englisch: „3 credits just below 10000.00 USD“',
  );
  expect(text).not.toMatch(/Unusual|Noticed|In detail/);
});

test('a holder gets no mail about amounts below the minimum, excluded kinds, or another tenant’s events', async () => {
  const id = await account({ minimum_amount: 500, kinds: ['transaction_completed'] });
  const outsider = sampleTransaction({ tenantId: newId('tenant'), accountId: id, amount: 900 });
  await happen(
    credit(id, { amount: 499 }),
    credit(id, { amount: 900, failed: true }),
    outsider,
    credit(id, { amount: 500 }),
  );
  send();
  await reported(id, 'delivered');
  expect(server.received.map(({ headers }) => /Subject: (.*)/.exec(headers)![1])).toEqual([
    'You received 5.00 USD',
  ]);
});

test('a mail is retried after a temporary refusal of the mail server, but not after a permanent one', async () => {
  server.behave((_mail, number) => (number === 1 ? { code: 451, message: 'greylisted' } : undefined));
  const id = await account();
  await happen(credit(id));
  send();
  expect(await reported(id, 'delivered')).toMatchObject({ attempts: 2 });
  server.behave(() => ({ code: 550, message: 'no such user' }));
  const nobody = await account({ email: 'nobody@example.com' });
  await happen(credit(nobody));
  expect(await reported(nobody, 'failed')).toMatchObject({ attempts: 1 });
});

test('a mail fails after the schedule if the mail server is unreachable', async () => {
  const { url } = server;
  await server.close();
  const id = await account();
  await happen(credit(id));
  server = { ...server, url, close: async () => undefined };
  send({ retrySeconds: [] });
  expect(await reported(id, 'failed')).toMatchObject({ attempts: 1 });
});

test('two instances send each mail once', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => account()));
  await happen(...ids.map((id) => credit(id)));
  send();
  send();
  await Promise.all(ids.map((id) => reported(id, 'delivered')));
  expect(server.received).toHaveLength(20);
});

test('an event that is handled again causes no second mail', async () => {
  const id = await account();
  const event = credit(id);
  await happen(event);
  await happen(event);
  send();
  await reported(id, 'delivered');
  expect(server.received).toHaveLength(1);
});

test('a holder who removes the address gets no mail that was still pending', async () => {
  const id = await account();
  await happen(credit(id));
  await database.unitOfWork((unit) => savePreferences(unit, id, defaultPreferences));
  send();
  await reported(id, 'failed');
  expect(server.received).toEqual([]);
});
