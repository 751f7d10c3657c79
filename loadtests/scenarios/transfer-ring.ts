/**
 * Do transfers in a ring, which lock each account once as payer and once as payee, ever wait for each other for good?
 * A few accounts only, so that every transfer meets others on both of its sides.
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
