/**
 * What does a sudden crowd get: quick answers, or a quick "later"? And is all as before when it has gone?
 * A third of the time as usual, a third with ten times the users, a third as usual again.
 */
import { anyAccount, creditOrDebit, gracefulStop, move, plan, thresholds } from '../src/bank-user.ts';

const usual = Math.max(1, Math.floor(plan.users / 10));
const third = Math.max(1, Math.floor(plan.durationSeconds / 3));

export const options = {
  scenarios: {
    before: { executor: 'constant-vus', vus: usual, duration: `${third}s`, gracefulStop },
    crowd: {
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
