import { connect } from '@florin/database';
import { topics } from '@florin/events';
import { createTenant, credit, Ledger, ledgerEntities, outboxSource, rowLocksOnly } from '@florin/ledger';
import { ensureTopics } from '@florin/messaging';
import { createLogger } from '@florin/service';
import { collectEvents, createTestDatabase, migrateBank, startKafka } from '@florin/testing';
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const run = promisify(execFile);
const details = { currency: 'USD', reference: null, description: null, metadata: null };

test('a period of the ledger is published again unchanged, and the outbox is not touched', async () => {
  const before = new Date().toISOString();
  const [kafka, ledgerDatabase] = await Promise.all([startKafka(), createTestDatabase('bank', migrateBank)]);
  const database = await connect({
    url: ledgerDatabase.url,
    entities: ledgerEntities,
    applicationName: 'test',
    connectTimeoutMs: 20_000,
  });
  const logger = createLogger({ service: 'test', level: 'silent' });
  const collector = collectEvents({ brokers: [kafka.broker] });
  const env = { ...process.env, DATABASE_URL: ledgerDatabase.url, KAFKA_BROKERS: kafka.broker };
  const republish = async (...more: string[]) => {
    const from = new Date(Date.now() - 60_000).toISOString();
    const { stdout, stderr } = await run(process.execPath, [main, 'republish', '--from', from, ...more], {
      env,
    });
    return { answer: stdout.trim(), progress: stderr };
  };
  try {
    await ensureTopics({ brokers: [kafka.broker], clientId: 'test', topics, logger });
    const posting = { batchSizeMax: 10, batchesInFlightMax: 1, waitingMax: 100, answerWithinMs: 20_000 };
    const ledger = new Ledger({ database, locks: rowLocksOnly, ...posting });
    const { id: tenantId } = await createTenant(database, { name: 'Test' });
    const request = { tenantId, idempotencyKey: null, requestId: null, actor: null, waitMs: 20_000 };
    const opening = { currency: 'USD', initialBalance: 0, overdraftLimit: 0, externalId: null, name: null };
    const { account } = await ledger.openAccount({ ...opening, metadata: {} }, request);
    const { account: other } = await ledger.openAccount({ ...opening, metadata: {} }, request);
    await ledger.post(credit({ ...details, accountId: other.id, amount: 7 }, request));
    for (let amount = 1; amount <= 5; amount++)
      await ledger.post(credit({ ...details, accountId: account.id, amount }, request));
    const published = await database.unitOfWork(async (em) => {
      const entries = await outboxSource.take(em, 100);
      await outboxSource.markPublished(
        em,
        entries.map(({ id }) => id),
      );
      const messages = entries.flatMap((entry) => entry.messages);
      return messages.filter(({ key }) => key === account.id).map(({ value }) => value);
    });
    await ledger.post(credit({ ...details, accountId: account.id, amount: 6 }, request));

    const tried = await republish('--dry-run', '--json');
    expect(JSON.parse(tried.answer)).toMatchObject({
      ...{ dry_run: true, events: 8 },
      topics: { 'accounts.lifecycle': 2, 'transactions.completed': 6 },
    });
    const earlier = await republish('--dry-run', '--json', '--to', before);
    expect(JSON.parse(earlier.answer)).toMatchObject({ events: 0 });
    expect(collector.all()).toEqual([]);
    const records = () =>
      database.query(
        `select change, after, actor_id from access.audit_log where object_type = 'event_topic'`,
        [],
      );
    expect(await records()).toEqual([]);
    for (const topic of ['fraud.alerts', 'notifications.deliveries']) {
      const refused = republish('--topic', topic);
      const stderr = expect.stringContaining(`${topic} cannot be rebuilt from the ledger.`);
      await expect(refused).rejects.toMatchObject({ code: 1, stdout: '', stderr });
    }
    const done = await republish('--account', account.id);
    expect(done.answer).toContain('Published 6 events again');
    expect(done.progress).toContain('100 % 6 events');
    expect(await records()).toMatchObject([
      {
        change: 'republish',
        after: { account_id: account.id },
        actor_id: expect.stringMatching(/^operator:/),
      },
    ]);
    await collector.untilAccountHas(account.id, 6, 30_000);
    expect(
      collector
        .all()
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual(published.toSorted());
    const backlog = await database.read((em) => outboxSource.backlog(em));
    expect(backlog.rows).toBe(1);
  } finally {
    await collector.stop();
    await database.close();
    await Promise.all([kafka.stop(), ledgerDatabase.drop()]);
  }
});
