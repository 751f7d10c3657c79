import type { Florin } from '@florin/sdk';
import type { DemoAccount } from './accounts.ts';
import { playFraud, turnRulesOff, turnRulesOn, untilJudged } from './fraud-patterns.ts';
import { planMonth, type Month, type MonthOptions } from './month.ts';
import { findFilled, openAccounts } from './open-accounts.ts';
import { postMonth } from './post-month.ts';
import { postToday } from './today.ts';
import { startReceivers } from './webhook-receivers.ts';

/** Shows how much of a step is done. */
export type Steps = {
  begin(unit: string): { show(done: number, of: number): void; end(): void };
  say(line: string): void;
};

/**
 * Fills a tenant with a month of a small bank: salaries, rents, cards with holds, refunds, refused payments, fraud and webhooks. The
 * same seed gives the same bank; a repetition, also after an interruption, adds what is missing and posts nothing twice. The
 * month of an earlier run stays as it was, and of `wanted` only the seed counts then.
 */
export async function fillTenant(florin: Florin, wanted: MonthOptions, steps: Steps): Promise<void> {
  const options = (await findFilled(florin, wanted.seed)) ?? wanted;
  const month = planMonth(options);
  const key = `demo-${options.seed}`;
  const accountIds = await withBar(steps, 'accounts', (show) =>
    openAccounts(florin, month.bank, options, show),
  );
  const filling: Filling = { florin, month, options, key, accountIds, steps };
  const rules = await turnRulesOff(florin);
  try {
    await postOrdinaryPayments(filling);
  } finally {
    await turnRulesOn(florin, rules);
  }
  const receivers = await startReceivers(florin);
  let movements = 0;
  try {
    const played = await playFraud(florin, key);
    movements = played.movements;
    steps.say(`Fraud has raised ${played.alerts.length} alerts`);
  } finally {
    const received = await receivers.end(movements);
    if (!received) steps.say('Not all webhooks have arrived: look at the deliveries.');
  }
}

type Filling = {
  florin: Florin;
  month: Month;
  options: MonthOptions;
  key: string;
  accountIds: Map<DemoAccount, string>;
  steps: Steps;
};

async function postOrdinaryPayments({
  florin,
  month,
  options,
  key,
  accountIds,
  steps,
}: Filling): Promise<void> {
  const since = new Date().toISOString();
  const posted = await withBar(steps, 'movements planned', (onProgress) =>
    postMonth(florin, month, { accountIds, key, since, onProgress }),
  );
  steps.say(`The month is posted: ${posted.completed} movements, and ${posted.refused} were refused`);
  const paidToday = await withBar(steps, 'payments of today', (onProgress) =>
    postToday(florin, month, { accountIds, key, since, options, onProgress }),
  );
  const movements = posted.newSides + paidToday;
  const isJudged = await withBar(steps, 'movements judged by fraud', (show) =>
    untilJudged(florin, { movements, since }, (done) => show(done, movements)),
  );
  if (!isJudged)
    steps.say('Fraud has not judged all of them yet: it may raise alerts about ordinary payments.');
}

async function withBar<T>(
  steps: Steps,
  unit: string,
  work: (show: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const bar = steps.begin(unit);
  try {
    return await work(bar.show);
  } finally {
    bar.end();
  }
}
