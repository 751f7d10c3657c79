/**
 * Checks that nothing grows or slows down under a steady load well below the bank's capacity. LOAD_SECONDS is the
 * duration, ten minutes at most; LOAD_USERS is the number of movements per second.
 */
import { anyAccount, creditOrDebit, gracefulStop, move, plan, thresholds } from '../src/bank-user.ts';

export const options = {
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      rate: plan.users,
      timeUnit: '1s',
      duration: `${plan.durationSeconds}s`,
      preAllocatedVUs: plan.users,
      maxVUs: plan.users * 4,
      gracefulStop,
    },
  },
  thresholds: { ...thresholds, dropped_iterations: ['count==0'] },
};

export default function moveAnywhere(): void {
  move(creditOrDebit(anyAccount()));
}
