/** Measures whether one account that every user moves money on slows down itself or the other accounts. */
import { anyAccount, creditOrDebit, gracefulStop, move, plan, thresholds } from '../src/bank-user.ts';

const usersElsewhere = Math.max(1, Math.floor(plan.users / 10));
const duration = `${plan.durationSeconds}s`;

export const options = {
  scenarios: {
    hot: { executor: 'constant-vus', exec: 'moveOnTheHotOne', vus: plan.users, duration, gracefulStop },
    elsewhere: {
      executor: 'constant-vus',
      exec: 'moveElsewhere',
      vus: usersElsewhere,
      duration,
      gracefulStop,
    },
  },
  thresholds: { ...thresholds, 'movement_ms{scenario:elsewhere}': ['p(95)<2000'] },
};

export function moveOnTheHotOne(): void {
  move(creditOrDebit(plan.hotAccountId));
}

export function moveElsewhere(): void {
  move(creditOrDebit(anyAccount()));
}
