import { describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import { sampleTransaction } from '@florin/testing';
import { notificationOf } from './notification.ts';
import { defaultPreferences } from './preferences/preferences.ts';

describe('an account holder is told', () => {
  test('what came in and what went out, and the balance after it', () => {
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

  test('what was refused and why', () => {
    expect(notificationOf(sampleTransaction({ type: 'debit', amount: 100, failed: true }))).toMatchObject({
      kind: 'transaction_failed',
      title: '1.00 USD could not be paid',
      body: 'The account does not cover the amount.',
    });
  });

  test('what looks like fraud', () => {
    const [accountId, tenantId, alertId] = [newId('acct'), newId('tenant'), newId('alrt')];
    const time = '2026-01-01T00:00:00.000Z';
    const alert = (data: { change?: string } = {}) => ({
      type: 'florin.fraud.alerts.v1' as const,
      id: `${alertId}:raised`,
      tenantId,
      accountId,
      time,
      data: {
        ...data,
        alert_id: alertId,
        tenant_id: tenantId,
        account_id: accountId,
        rule: 'velocity',
        severity: 'medium',
        reason: 'more than 10 movements within 60 s',
        evidence: [newId('txn')],
        raised_at: time,
      },
    });
    expect(notificationOf(alert({ change: 'confirmed' }))).toBeUndefined();
    expect(notificationOf(alert({ change: 'raised' }))).toMatchObject({ kind: 'fraud_alert' });
    expect(notificationOf(alert())).toMatchObject({
      kind: 'fraud_alert',
      body: 'more than 10 movements within 60 s',
      createdAt: time,
    });
  });

  test('in German, where that is wanted', () => {
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
  });

  test('of nothing that is not wanted, and of no transaction that is too small', () => {
    const noFailures = { ...defaultPreferences, kinds: ['transaction_completed', 'fraud_alert'] as const };
    expect(notificationOf(sampleTransaction({ failed: true }), noFailures)).toBeUndefined();
    expect(notificationOf(sampleTransaction(), noFailures)).toBeDefined();
    const large = { ...defaultPreferences, minimum_amount: 100 };
    expect(notificationOf(sampleTransaction({ amount: 99 }), large)).toBeUndefined();
    expect(notificationOf(sampleTransaction({ amount: 100 }), large)).toBeDefined();
  });

  test('once about each event, whenever it is read', () => {
    const event = sampleTransaction();
    expect(notificationOf(event)).toEqual(notificationOf(structuredClone(event)));
    expect(notificationOf(event)?.id).not.toBe(notificationOf(sampleTransaction())?.id);
  });
});
