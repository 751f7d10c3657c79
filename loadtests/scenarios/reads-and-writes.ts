/** Measures the latency of reads and writes together, with nine reads for each write. */
import {
  anyAccount,
  creditOrDebit,
  gracefulStop,
  move,
  plan,
  readBalance,
  thresholds,
} from '../src/bank-user.ts';

const readShare = 0.9;

export const options = {
  scenarios: {
    mixed: {
      executor: 'constant-vus',
      vus: plan.users,
      duration: `${plan.durationSeconds}s`,
      gracefulStop,
    },
  },
  thresholds: { ...thresholds, 'http_req_duration{name:balance}': ['p(95)<1000'] },
};

export default function readOrMove(): void {
  if (Math.random() < readShare) return readBalance(anyAccount());
  move(creditOrDebit(anyAccount()));
}
