/**
 * Does every balance equal what was acknowledged, when many users move money between many accounts,
 * and a good part of it on one hot account?
 *
 * Virtual users share nothing, so each writes down what it asks for and what the bank said (see ../src/journal.ts);
 * the runner adds that up and compares. A lost answer is asked for again under its key, so a restart of the API,
 * of Redis or of Kafka in the middle of a run does not fail it: wrong balances do.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import type { Intent } from '../src/journal.ts';
import type { Plan } from '../src/plan.ts';

const plan = JSON.parse(open(__ENV.PLAN!)) as Plan;
const apiKey = (JSON.parse(open(plan.credentialsFile)) as { api_key: string }).api_key;

/** Of all movements, how many touch the hot account. */
const hotShare = 0.2;
const largestAmount = 2_000;

/** A killed API, or a database that restarts, is back well within this. */
const askAgainForSeconds = 30;

const unexpectedAnswers = new Counter('unexpected_answers');
const askedAgain = new Counter('asked_again');

export const options = {
  scenarios: {
    movements: {
      executor: 'constant-vus',
      vus: plan.users,
      duration: `${plan.durationSeconds}s`,
      gracefulStop: `${askAgainForSeconds + 15}s`,
    },
  },
  thresholds: {
    unexpected_answers: ['count==0'],
    'http_req_duration{expected_response:true}': ['p(95)<2000'],
  },
};

http.setResponseCallback(http.expectedStatuses(200, 400));

export default function moveMoney(): void {
  const intent = chooseMovement(`load-${plan.run}-${exec.vu.idInTest}-${exec.vu.iterationInInstance}`);
  console.log(JSON.stringify({ intent }));
  const giveUpAtMs = Date.now() + askAgainForSeconds * 1_000;
  while (Date.now() < giveUpAtMs) {
    const answer = ask(intent);
    const told = outcomeOf(answer.status, answer.body as string | null);
    if (told !== 'ask again') {
      if (told !== 'unexpected')
        console.log(JSON.stringify({ outcome: { key: intent.key, moved: told === 'moved' } }));
      else unexpectedAnswers.add(1, { answer: `${answer.status} ${answer.body}`.slice(0, 300) });
      return;
    }
    askedAgain.add(1);
    sleep(Number(answer.headers['Retry-After'] ?? 0.2) * (1 + Math.random()));
  }
}

function chooseMovement(key: string): Intent {
  const hot = Math.random() < hotShare;
  const account_id = hot ? plan.hotAccountId : anyAccount();
  const amount = 1 + Math.floor(Math.random() * largestAmount);
  const dice = Math.random();
  if (dice < 0.4) return { key, operation: 'credit', body: { account_id, amount } };
  if (dice < 0.8) return { key, operation: 'debit', body: { account_id, amount } };
  const other = anyAccount(account_id);
  const [from_account_id, to_account_id] = Math.random() < 0.5 ? [account_id, other] : [other, account_id];
  return { key, operation: 'transfer', body: { from_account_id, to_account_id, amount } };
}

function anyAccount(except?: string): string {
  const id = plan.accountIds[Math.floor(Math.random() * plan.accountIds.length)]!;
  return id === except ? anyAccount(except) : id;
}

function ask({ key, operation, body }: Intent) {
  return http.post(`${plan.baseUrl}/transactions/${operation}`, JSON.stringify(body), {
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    timeout: '10s',
  });
}

function outcomeOf(status: number, body: string | null): 'moved' | 'refused' | 'ask again' | 'unexpected' {
  if (status === 200) return 'moved';
  // 0: no answer came. All of these leave open what becomes of the movement.
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'ask again';
  const code = body?.startsWith('{') ? (JSON.parse(body) as { code?: string }).code : undefined;
  if (status === 409 && code?.endsWith('_in_progress')) return 'ask again';
  return code === 'insufficient_funds' ? 'refused' : 'unexpected';
}
