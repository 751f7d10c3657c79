/**
 * What every scenario's virtual users do: ask for a movement, write down what they ask and what the bank said (see
 * journal.ts), and ask again under the same key when no answer came. Runs inside k6.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import http, { type RefinedResponse } from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import type { BatchAnswer } from '@florin/sdk';
import { refusedIn, type Intent, type Outcome } from './journal.ts';
import type { Plan } from './plan.ts';

export const plan = JSON.parse(open(__ENV.PLAN!)) as Plan;
const apiKey = (JSON.parse(open(plan.credentialsFile)) as { api_key: string }).api_key;

/** A killed API, or a database that restarts, is back well within this. */
const askAgainForSeconds = 30;
/** Enough for a user to settle what it asked for when its scenario ends. */
export const gracefulStop = `${askAgainForSeconds + 15}s`;

const unexpectedAnswers = new Counter('unexpected_answers');
const repeated = new Counter('asked_again');
const movementMs = new Trend('movement_ms', true);

/** What no scenario may miss: only answers of the contract, and 95 of 100 movements told within two seconds. */
export const thresholds = {
  unexpected_answers: ['count==0'],
  movement_ms: ['p(95)<2000'],
};

http.setResponseCallback(http.expectedStatuses(200, 400));

/** A key that no other run, user or iteration has. */
export function newKey(): string {
  return `load-${plan.run}-${exec.vu.idInTest}-${exec.vu.iterationInInstance}`;
}

export function anyAccount(except?: string): string {
  const id = plan.accountIds[Math.floor(Math.random() * plan.accountIds.length)]!;
  return id === except ? anyAccount(except) : id;
}

export function anyAmount(largest = 2_000): number {
  return 1 + Math.floor(Math.random() * largest);
}

/** A credit or a debit, one as often as the other. */
export function creditOrDebit(accountId: string): Intent {
  const body = { account_id: accountId, amount: anyAmount() };
  return { key: newKey(), operation: Math.random() < 0.5 ? 'credit' : 'debit', body };
}

/** Asks until the bank has told what became of it, or for as long as a fault may last. */
export function move(intent: Intent): void {
  console.log(JSON.stringify({ intent }));
  const giveUpAtMs = Date.now() + askAgainForSeconds * 1_000;
  while (Date.now() < giveUpAtMs) {
    const answer = post(intent);
    const reported = classify(answer.status, answer.body);
    if (reported === 'ask again') {
      repeated.add(1);
      sleep(Number(answer.headers['Retry-After'] ?? 0.2) * (1 + Math.random()));
      continue;
    }
    movementMs.add(answer.timings.duration);
    if (reported === 'unexpected') {
      unexpectedAnswers.add(1, { answer: `${answer.status} ${answer.body}`.slice(0, 300) });
    } else {
      console.log(JSON.stringify({ outcome: outcomeOf(intent, reported, answer.body) }));
    }
    return;
  }
}

/** Reads a balance; anything but a 200 is unexpected. */
export function readBalance(accountId: string): void {
  const answer = http.get(`${plan.baseUrl}/accounts/${accountId}/balance`, {
    headers: { authorization: `Bearer ${apiKey}` },
    tags: { name: 'balance' },
  });
  if (answer.status !== 200)
    unexpectedAnswers.add(1, { answer: `${answer.status} ${answer.body}`.slice(0, 300) });
}

function post({ key, operation, body }: Intent): RefinedResponse<'text'> {
  return http.post(`${plan.baseUrl}/transactions/${operation}`, JSON.stringify(body), {
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    responseType: 'text',
    timeout: '10s',
  });
}

function outcomeOf({ key, operation }: Intent, reported: 'moved' | 'refused', body: string | null): Outcome {
  if (reported === 'refused' || operation !== 'batch') return { key, moved: reported === 'moved' };
  return { key, moved: true, except: refusedIn(JSON.parse(body ?? '') as BatchAnswer) };
}

function classify(status: number, body: string | null): 'moved' | 'refused' | 'ask again' | 'unexpected' {
  if (status === 200) return 'moved';
  // 0: no answer came. All of these leave open what becomes of the movement.
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'ask again';
  const code = body?.startsWith('{') ? (JSON.parse(body) as { code?: string }).code : undefined;
  if (status === 409 && code?.endsWith('_in_progress')) return 'ask again';
  return code === 'insufficient_funds' ? 'refused' : 'unexpected';
}
