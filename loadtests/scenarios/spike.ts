/**
 * Checks that a sudden tenfold load is answered or refused quickly, and that latency recovers afterwards.
 * The run has three equal parts: usual load, ten times the users, usual load.
 */
import { anyAccount, creditOrDebit, gracefulStop, move, plan, thresholds } from '../src/bank-user.ts';

const usual = Math.max(1, Math.floor(plan.users / 10));
const third = Math.max(1, Math.floor(plan.durationSeconds / 3));

export const options = {
  scenarios: {
    before: { executor: 'constant-vus', vus: usual, duration: `${third}s`, gracefulStop },
    spike: {
      executor: 'constant-vus',
      vus: plan.users,
      startTime: `${third}s`,
      duration: `${third}s`,
      gracefulStop,
    },
    after: {
      executor: 'constant-vus',
      vus: usual,
      startTime: `${2 * third}s`,
      duration: `${third}s`,
      gracefulStop,
    },
  },
  thresholds: { ...thresholds, 'movement_ms{scenario:after}': ['p(95)<2000'] },
};

export default function moveAnywhere(): void {
  move(creditOrDebit(anyAccount()));
}
