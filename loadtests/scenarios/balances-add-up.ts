/**
 * Checks that every balance equals what was acknowledged while many users move money between many accounts, with a
 * large share of it on one hot account.
 *
 * A request whose answer is lost is retried under its key, so a restart of the API, Redis or Kafka during a run does not
 * fail it. Wrong balances do.
 */
import {
  anyAccount,
  anyAmount,
  creditOrDebit,
  gracefulStop,
  move,
  newKey,
  plan,
  thresholds,
} from '../src/bank-user.ts';

/** The share of all movements that touch the hot account. */
const hotShare = 0.2;

export const options = {
  scenarios: {
    movements: {
      executor: 'constant-vus',
      vus: plan.users,
      duration: `${plan.durationSeconds}s`,
      gracefulStop,
    },
  },
  thresholds,
};

export default function moveMoney(): void {
  const accountId = Math.random() < hotShare ? plan.hotAccountId : anyAccount();
  if (Math.random() < 0.8) return move(creditOrDebit(accountId));
  const other = anyAccount(accountId);
  const [from_account_id, to_account_id] = Math.random() < 0.5 ? [accountId, other] : [other, accountId];
  move({
    key: newKey(),
    operation: 'transfer',
    body: { from_account_id, to_account_id, amount: anyAmount() },
  });
}
