import type { Florin, FraudAlert, FraudRuleId } from '@florin/sdk';
import { eventually } from './eventually.ts';
import { isRefusal } from './is-refusal.ts';

/**
 * Turns the enabled rules off while the month is posted, because most rules look at the time of posting: a month in a minute is
 * suspicious everywhere. Returns the rules to turn on again. If none is enabled, an earlier run was interrupted, and all are.
 */
export async function turnRulesOff(florin: Florin): Promise<FraudRuleId[]> {
  const { data: rules } = await florin.fraud.rules.list();
  const enabled = rules.filter((rule) => rule.enabled).map(({ id }) => id);
  for (const id of enabled) await florin.fraud.rules.update(id, { enabled: false });
  return enabled.length > 0 ? enabled : rules.map(({ id }) => id);
}

export async function turnRulesOn(florin: Florin, ids: readonly FraudRuleId[]): Promise<void> {
  for (const id of ids) await florin.fraud.rules.update(id, { enabled: true });
}

/**
 * Waits until fraud has recorded that many movements since that moment, so that the rules see only what comes later. Returns
 * whether it has.
 */
export async function untilJudged(
  florin: Florin,
  { movements, since }: { movements: number; since: string },
  onProgress: (done: number) => void,
): Promise<boolean> {
  return eventually(async () => {
    const { movements: recorded } = await florin.fraud.rules.backTest('large_amount', { from: since });
    onProgress(Math.min(recorded, movements));
    return recorded >= movements;
  });
}

type Pattern = {
  name: string;
  rule: FraudRuleId;
  /** `number` counts the steps of the pattern, so that each has an idempotency key of its own. */
  steps: (accountId: string, friendId: string) => readonly Step[];
};

type Step = (florin: Florin, idempotencyKey: string) => PromiseLike<unknown>;

const times = (count: number, step: (index: number) => Step): Step[] =>
  Array.from({ length: count }, (_, index) => step(index));

const credit =
  (account_id: string, amount: number, description: string): Step =>
  (florin, idempotencyKey) =>
    florin.transactions.credit({ account_id, amount, description }, { idempotencyKey });
const debit =
  (account_id: string, amount: number, description: string): Step =>
  (florin, idempotencyKey) =>
    florin.transactions.debit({ account_id, amount, description }, { idempotencyKey });
const hold =
  (account_id: string, amount: number, description: string): Step =>
  (florin, idempotencyKey) =>
    florin.transactions.hold({ account_id, amount, description }, { idempotencyKey });
const transfer =
  (from_account_id: string, to_account_id: string, amount: number): Step =>
  (florin, idempotencyKey) =>
    florin.transactions.transfer(
      { from_account_id, to_account_id, amount, description: 'Invoice' },
      { idempotencyKey },
    );

/** Each raises an alert of its rule, as the rules are by default. */
const patterns: readonly Pattern[] = [
  {
    name: 'Stolen card tried out',
    rule: 'hold_velocity',
    steps: (account) => [
      credit(account, 40_000, 'Cash deposit'),
      ...times(12, (index) => hold(account, 100 + index, 'Online shop 24')),
    ],
  },
  {
    name: 'Account of a money mule',
    rule: 'rapid_drain',
    steps: (account) => [
      credit(account, 480_000, 'Payment from abroad'),
      debit(account, 250_000, 'Cash machine'),
      debit(account, 215_000, 'Transfer abroad'),
    ],
  },
  {
    name: 'Cash just below the limit',
    rule: 'structuring',
    steps: (account) => times(3, (index) => credit(account, 950_000 + index * 1_000, 'Cash deposit')),
  },
  {
    name: 'Inheritance',
    rule: 'large_amount',
    steps: (account) => [credit(account, 2_500_000, 'Notary')],
  },
  {
    name: 'Invoices back and forth',
    rule: 'round_trip',
    steps: (account, friend) => [
      credit(account, 300_000, 'Cash deposit'),
      ...times(2, (index) => transfer(account, friend, 120_000 + index)).flatMap((out, index) => [
        out,
        transfer(friend, account, 118_000 + index),
      ]),
    ],
  },
  {
    name: 'Card without money',
    rule: 'repeated_failures',
    steps: (account) => times(6, (index) => debit(account, 5_000 + index, 'Electro World')),
  },
];

/**
 * Plays the patterns, waits for their alerts, and decides two of them. Returns the alerts, of which some may be missing, and how many
 * movements the patterns have.
 */
export async function playFraud(
  florin: Florin,
  key: string,
): Promise<{ alerts: FraudAlert[]; movements: number }> {
  const accounts = await Promise.all(
    patterns.map((pattern, index) => playPattern(florin, pattern, `${key}-fraud-${index}`)),
  );
  const alerts: FraudAlert[] = [];
  for (const { id, rule } of accounts) {
    await eventually(async () => {
      const { data } = await florin.fraud.alerts.list({ account_id: id });
      const alert = data.find((each) => each.rule === rule);
      if (alert !== undefined) alerts.push(alert);
      return alert !== undefined;
    });
  }
  for (const alert of alerts) {
    if (alert.state !== 'open') continue;
    if (alert.rule === 'rapid_drain')
      await florin.fraud.alerts.confirm(alert.id, 'The customer knew nothing of it.');
    if (alert.rule === 'large_amount')
      await florin.fraud.alerts.dismiss(alert.id, 'The notary confirmed it.');
  }
  return { alerts, movements: accounts.reduce((sum, { movements }) => sum + movements, 0) };
}

async function playPattern(florin: Florin, { name, rule, steps }: Pattern, key: string) {
  const open = (suffix: string, about: string) =>
    florin.accounts.create(
      { name: about, external_id: `${key}${suffix}`, metadata: { kind: 'fraud pattern' } },
      { idempotencyKey: `${key}${suffix}-opened` },
    );
  const { id } = await open('', name);
  const { id: friendId } =
    rule === 'round_trip' ? await open('-other', `${name}: the other account`) : { id: '' };
  const all = steps(id, friendId);
  for (const [number, step] of all.entries()) {
    try {
      await step(florin, `${key}-${number}`);
    } catch (error) {
      // Refusals are part of a pattern.
      if (!isRefusal(error)) throw error;
    }
  }
  return { id, rule, movements: all.length };
}
