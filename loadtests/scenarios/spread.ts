/** Measures movements that are spread evenly over many accounts. */
import { anyAccount, creditOrDebit, gracefulStop, move, plan, thresholds } from '../src/bank-user.ts';

export const options = {
  scenarios: {
    spread: {
      executor: 'constant-vus',
      vus: plan.users,
      duration: `${plan.durationSeconds}s`,
      gracefulStop,
    },
  },
  thresholds,
};

export default function moveAnywhere(): void {
  move(creditOrDebit(anyAccount()));
}
