/**
 * The virtual user of every scenario. It sends a movement, writes the request and the answer to the journal
 * (journal.ts), and retries under the same key when no answer arrives. Runs inside k6.
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

/** Longer than a killed API or a restarted database needs to recover. */
const retryForSeconds = 30;
/** Time for a user to settle its last movement when its scenario ends. */
export const gracefulStop = `${retryForSeconds + 15}s`;

const unexpectedAnswers = new Counter('unexpected_answers');
const repeated = new Counter('retried_requests');
const movementMs = new Trend('movement_ms', true);

/** Thresholds of every scenario: no answer outside the contract, and 95 % of movements answered within two seconds. */
export const thresholds = {
  unexpected_answers: ['count==0'],
  movement_ms: ['p(95)<2000'],
};

http.setResponseCallback(http.expectedStatuses(200, 400));

/** Returns a key that no other run, user or iteration uses. */
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

/** Returns a credit or a debit with equal probability. */
export function creditOrDebit(accountId: string): Intent {
  const body = { account_id: accountId, amount: anyAmount() };
  return { key: newKey(), operation: Math.random() < 0.5 ? 'credit' : 'debit', body };
}

/** Sends the movement, and retries until its outcome is known or `retryForSeconds` have passed. */
export function move(intent: Intent): void {
  console.log(JSON.stringify({ intent }));
  const giveUpAtMs = Date.now() + retryForSeconds * 1_000;
  while (Date.now() < giveUpAtMs) {
    const answer = post(intent);
    const reported = classify(answer.status, answer.body);
    if (reported === 'retry') {
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

function classify(status: number, body: string | null): 'moved' | 'refused' | 'retry' | 'unexpected' {
  if (status === 200) return 'moved';
  // Status 0 means that no answer arrived. After each of these the outcome of the movement is unknown.
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'retry';
  const code = body?.startsWith('{') ? (JSON.parse(body) as { code?: string }).code : undefined;
  if (status === 409 && code?.endsWith('_in_progress')) return 'retry';
  return code === 'insufficient_funds' ? 'refused' : 'unexpected';
}
