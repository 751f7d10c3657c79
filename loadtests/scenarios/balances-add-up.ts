/**
 * Does every balance equal what was acknowledged, when many users move money between many accounts,
 * and a good part of it on one hot account?
 *
 * A lost answer is asked for again under its key, so a restart of the API, of Redis or of Kafka in the middle of a run
 * does not fail it: wrong balances do.
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

/** Of all movements, how many touch the hot account. */
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
