/**
 * Checks that transfers in a ring, which lock each account as payer and as payee, do not deadlock.
 * There are only a few accounts, so that every transfer competes with others for both of its accounts.
 */
import { anyAmount, gracefulStop, move, newKey, plan, thresholds } from '../src/bank-user.ts';

const ring = plan.accountIds.slice(0, 10);

export const options = {
  scenarios: {
    ring: {
      executor: 'constant-vus',
      vus: plan.users,
      duration: `${plan.durationSeconds}s`,
      gracefulStop,
    },
  },
  thresholds,
};

export default function passOn(): void {
  const at = Math.floor(Math.random() * ring.length);
  const step = Math.random() < 0.5 ? 1 : ring.length - 1;
  const body = {
    from_account_id: ring[at]!,
    to_account_id: ring[(at + step) % ring.length]!,
    amount: anyAmount(100),
  };
  move({ key: newKey(), operation: 'transfer', body });
}
