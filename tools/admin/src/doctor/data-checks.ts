import { countKeysUnderOldSecrets } from '@florin/access';
import { secretsOf } from '@florin/http';
import { createHash } from 'node:crypto';
import { counted, NotChecked, rowsOf, type Check } from './check.ts';

/** Currencies of tenants whose sums differ: the quick part of the audit. */
export const booksBalanced: Check = async (bank) => {
  const [row] = await rowsOf<{ books: number }>(
    bank,
    `select count(*)::int as books from (
       select from ledger.book_totals group by tenant_id, currency having sum(customers) + sum(outside) <> 0) as different`,
  );
  if (row?.books === 0) return [];
  return [
    {
      what: `${counted(row?.books ?? 0, 'book')} of a tenant and a currency out of balance`,
      why: 'Accounts hold another sum than their movements brought in',
      remedy: 'npm run audit names the accounts; docs/operations/books-out-of-balance.md',
    },
  ];
};

const ageSecondsMax = 60;

/** Commits whose events are not published. */
export const outboxPublished: Check = async (bank) => {
  const [row] = await rowsOf<{ rows: number; age: number }>(
    bank,
    `select count(*)::int as rows, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
     from ledger.outbox where published_at is null`,
  );
  const { rows = 0, age = 0 } = row ?? {};
  if (age <= ageSecondsMax) return [];
  return [
    {
      what: `${counted(rows, 'commit')} without published events, the oldest for ${Math.round(age)} s`,
      why: 'Alerts, webhooks and figures know nothing of them yet',
      remedy: 'See that a worker runs and is ready; docs/operations/events-stale.md',
    },
  ];
};

/** API keys that never end. */
export const keysExpire: Check = async (bank) => {
  if (!bank.isProduction) return [];
  const [row] = await rowsOf<{ keys: number }>(
    bank,
    'select count(*)::int as keys from access.api_keys where revoked_at is null and expires_at is null',
  );
  if (row?.keys === 0) return [];
  return [
    {
      what: `${counted(row?.keys ?? 0, 'API key')} without expiry`,
      why: 'A key that leaks unnoticed works for ever',
      remedy: 'Set API_KEY_MAX_LIFETIME_DAYS and rotate them (npm run admin -- list-keys shows which)',
    },
  ];
};

/** Secrets in the database that only an old key opens. */
export const sealsCurrent: Check = async (bank) => {
  const { SEALING_KEYS = [], INTERNAL_TOKEN, WEBHOOK_ENCRYPTION_KEYS = [] } = bank.settings;
  if (SEALING_KEYS.length === 0 && INTERNAL_TOKEN === undefined)
    throw new NotChecked('SEALING_KEYS is missing');
  const sealing = secretsOf('SEALING_KEYS', bank.settings);
  const signingKeys = await countKeysUnderOldSecrets(bank.database, sealing);
  const webhookSecrets = await countUnderOldKeys(bank, WEBHOOK_ENCRYPTION_KEYS[0]);
  return [
    ...(signingKeys === 0
      ? []
      : [
          {
            what: `${counted(signingKeys, 'signing key')} of tokens not sealed with the first of the SEALING_KEYS`,
            why: 'Without the old secret they sign no more, and with it a thief opens them',
            remedy: 'Wait 32 days after the rotation, or npm run admin -- end-signing-keys',
          },
        ]),
    ...(webhookSecrets === 0
      ? []
      : [
          {
            what: `${counted(webhookSecrets, 'webhook secret')} not sealed with the first of the WEBHOOK_ENCRYPTION_KEYS`,
            why: 'Without the old key their webhooks are not sent',
            remedy: 'Keep the old key until customers have replaced these secrets',
          },
        ]),
  ];
};

/** The first four bytes of a sealed secret name its key: the beginning of the key's SHA-256. */
async function countUnderOldKeys(bank: Parameters<Check>[0], key: string | undefined): Promise<number> {
  if (key === undefined) return 0;
  const id = createHash('sha256').update(Buffer.from(key, 'base64')).digest().subarray(0, 4);
  const [row] = await rowsOf<{ secrets: number }>(
    bank,
    'select count(*)::int as secrets from notifications.webhook_secrets where substring(sealed from 1 for 4) <> $1',
    [id],
  );
  return row?.secrets ?? 0;
}
