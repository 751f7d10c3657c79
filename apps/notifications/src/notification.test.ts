import { describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import { fraudAlerts, type TransactionsFailed } from '@florin/events';
import { sampleTransaction } from '@florin/testing';
import { sampleAlert } from '../test/sample-alert.ts';
import { languages, messageOf } from './messages.ts';
import { notificationOf } from './notification.ts';
import { defaultPreferences } from './preferences/preferences.ts';

describe('an account holder is notified', () => {
  test('of money received and paid, with the balance after it', () => {
    expect(notificationOf(sampleTransaction({ amount: 100, balanceAfter: 350 }))).toMatchObject({
      kind: 'transaction_completed',
      title: 'You received 1.00 USD',
      body: '1.00 USD arrived on your account. The balance is 3.50 USD.',
    });
    expect(
      notificationOf(sampleTransaction({ type: 'debit', amount: 100, balanceAfter: -50 })),
    ).toMatchObject({
      title: 'You paid 1.00 USD',
      body: '1.00 USD left your account. The balance is -0.50 USD.',
    });
  });

  test('with no amount but those that its event states, whatever the caller has written', () => {
    const claim = 'You received 9,999.00 USD (9.999,00 USD)';
    const written = { reference: claim, description: claim, metadata: { amount: claim } };
    const types = ['credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'expiry', 'reversal'];
    let texts = 0;
    for (const type of types)
      for (const failed of [false, true])
        for (const language of languages) {
          const event = sampleTransaction({ type, failed, amount: 1_23, balanceAfter: 4_56 });
          Object.assign(event.data, written);
          const { title = '', body = '' } = messageOf(event, language) ?? {};
          const stated = `${title} ${body}`.match(/[\d.,]*\d/g) ?? [];
          texts += stated.length;
          expect(
            stated.map((text) => text.replace(',', '.')).filter((text) => !['1.23', '4.56'].includes(text)),
          ).toEqual([]);
        }
    expect(texts).toBeGreaterThan(20);
    // An alert quotes the reason that its event states, which only the fraud app may write.
    expect(notificationOf(sampleAlert({ reason: '5,000.00 USD at once' }))?.body).toMatch(
      /In detail: 5,000\.00 USD at once$/,
    );
  });

  test('of a refused payment, with the reason', () => {
    expect(notificationOf(sampleTransaction({ type: 'debit', amount: 100, failed: true }))).toMatchObject({
      kind: 'transaction_failed',
      title: '1.00 USD could not be paid',
      body: 'The account does not cover the amount.',
    });
  });

  test('of a new fraud alert, and not of decisions about it', () => {
    expect(notificationOf(sampleAlert({ change: 'confirmed' }))).toBeUndefined();
    expect(notificationOf(sampleAlert({ change: 'raised' }))).toMatchObject({ kind: 'fraud_alert' });
    expect(notificationOf(sampleAlert({ raised_at: '2026-01-02T03:04:05.678Z' }))).toMatchObject({
      kind: 'fraud_alert',
      body:
        'Many movements took place within a short time. ' +
        'Noticed on 2026-01-02 at 03:04 UTC from 2 transactions; severity: medium. ' +
        'In detail: more than 10 movements within 60 s',
      createdAt: '2026-01-02T03:04:05.678Z',
    });
  });

  test('of what each fraud rule detected, in a sentence of its own in both languages', () => {
    const { examples: rules } = fraudAlerts.data.properties.rule as unknown as { examples: string[] };
    expect(rules).toContain('velocity');
    for (const language of languages) {
      const sentences = [...rules, 'next_years_rule', 'constructor'].map((rule) => {
        const { title, body } = messageOf(sampleAlert({ rule }), language)!;
        expect(title).not.toBe('');
        return body.slice(0, body.indexOf('.'));
      });
      // The two unknown rules share one sentence.
      expect(new Set(sentences).size).toBe(rules.length + 1);
    }
  });

  test('in German, if the preferences say so', () => {
    const german = { ...defaultPreferences, language: 'de' as const };
    expect(notificationOf(sampleTransaction({ amount: 100, balanceAfter: 350 }), german)).toMatchObject({
      title: 'Sie haben 1,00 USD erhalten',
      body: '1,00 USD sind auf Ihrem Konto eingegangen. Der Kontostand beträgt 3,50 USD.',
    });
    const refused = sampleTransaction({ type: 'debit', amount: 100, currency: 'JPY', failed: true });
    expect(notificationOf(refused, german)).toMatchObject({
      title: '100 JPY konnten nicht bezahlt werden',
      body: 'Das Konto deckt den Betrag nicht.',
    });
    const unknownReason = structuredClone(refused) as TransactionsFailed;
    unknownReason.data.failure = { code: 'full_moon', message: 'The moon is full.' };
    expect(notificationOf(unknownReason, german)).toMatchObject({
      body: 'Die Bank hat den Auftrag abgelehnt. Originaltext auf Englisch: „The moon is full.“',
    });
    const alert = sampleAlert({
      ...{ raised_at: '2026-01-02T03:04:05.678Z', severity: 'severe', evidence: [newId('txn')] },
    });
    expect(notificationOf(alert, german)).toMatchObject({
      title: 'Ungewöhnliche Vorgänge auf Ihrem Konto',
      body:
        'In kurzer Zeit gab es viele Buchungen. ' +
        'Aufgefallen am 02.01.2026 um 03:04 Uhr (UTC) anhand von 1 Transaktion. ' +
        'Originaltext auf Englisch: „more than 10 movements within 60 s“',
    });
  });

  test('of no kind that the preferences exclude, and of no transaction below their minimum amount', () => {
    const noFailures = { ...defaultPreferences, kinds: ['transaction_completed', 'fraud_alert'] as const };
    expect(notificationOf(sampleTransaction({ failed: true }), noFailures)).toBeUndefined();
    expect(notificationOf(sampleTransaction(), noFailures)).toBeDefined();
    const large = { ...defaultPreferences, minimum_amount: 100 };
    expect(notificationOf(sampleTransaction({ amount: 99 }), large)).toBeUndefined();
    expect(notificationOf(sampleTransaction({ amount: 100 }), large)).toBeDefined();
  });

  test('under the same notification id however often an event is read', () => {
    const event = sampleTransaction();
    expect(notificationOf(event)).toEqual(notificationOf(structuredClone(event)));
    expect(notificationOf(event)?.id).not.toBe(notificationOf(sampleTransaction())?.id);
  });
});
