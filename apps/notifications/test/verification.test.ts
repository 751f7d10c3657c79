import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { operatorActor } from '@florin/rules';
import { eventually } from '@florin/testing';
import type { LostRange } from '../src/attempt-loop.ts';
import { findEndpoint, type Endpoint } from '../src/webhooks/endpoint-store.ts';
import { createDeliveryHandlers } from '../src/webhooks/delivery-handlers.ts';
import { createEndpointHandlers } from '../src/webhooks/endpoint-handlers.ts';
import { limitRequested } from '../src/webhooks/request-deliveries.ts';
import {
  acceptUnverified,
  claimChallenges,
  settleChallenges,
  type DueChallenge,
} from '../src/webhooks/verification-store.ts';
import {
  answerChallenges,
  dataOf,
  isChallenge,
  startReceiver,
  typeOf,
  type WebhookReceiver,
} from './webhook-receiver.ts';
import { openPolicy, openWebhookScene, type WebhookScene } from './webhook-scene.ts';

let scene: WebhookScene;
let receiver: WebhookReceiver;

beforeAll(async () => {
  scene = await openWebhookScene();
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await scene.quiet();
  await receiver.close();
});
afterAll(() => scene?.close());

const register = () => scene.register(receiver.url, ['*'], true);
async function verificationOf(id: string): Promise<Endpoint['verification']> {
  const ids = { tenantId: scene.tenantId, id };
  const endpoint = await scene.requests.of(scene.tenantId).read((unit) => findEndpoint(unit, ids));
  if (!endpoint) throw new Error('there is no such endpoint');
  return endpoint.verification;
}
const becomes = (id: string, status: string) =>
  eventually(async () => {
    const verification = await verificationOf(id);
    return verification.status === status && verification;
  });
/** A failed challenge that waits for the next one. */
const failsOnce = (id: string) =>
  eventually(async () => {
    const verification = await verificationOf(id);
    return verification.last_failure !== null && verification;
  });

const challenges = () => receiver.received.filter(isChallenge);
const events = () => receiver.received.filter((webhook) => !isChallenge(webhook));

/** Answers challenges as a receiver with the SDK does, and everything else with 204. */
const echo = (secret: string) => answerChallenges(receiver, () => secret);

const handlers = (requestedPerMinute = 0, mustVerify = true) => {
  const countRequested = limitRequested(requestedPerMinute);
  const shared = { database: scene.requests, cursorSecrets: ['secret'], countRequested };
  const resolve = async () => ['127.0.0.1'];
  return {
    ...createEndpointHandlers({ ...shared, seal: scene.seal, policy: openPolicy, resolve, mustVerify }),
    ...createDeliveryHandlers(shared),
  };
};
const scopes = new Set(['webhooks:write', 'transactions:read', 'accounts:read', 'fraud:read']);
const request = <Body>(id: string, body: Body) => ({
  principal: { tenantId: scene.tenantId, credentialId: 'key_test', scopes },
  ...{ query: {}, params: { id }, body, headers: {}, idempotencyKey: undefined, ifMatch: undefined },
  ...{ requestId: 'req-1', actor: operatorActor('test'), waitMs: 0, mediaType: 'application/json' },
});
/** The body of an answer that has one. */
async function bodyOf<Body>(answer: Promise<{ body?: Body }>): Promise<NonNullable<Body>> {
  const { body } = await answer;
  if (!body) throw new Error('the answer has no body');
  return body;
}

const claim = { underWay: new Map(), perTenant: 5, limit: 10, leaseMs: 300 };
/** Claims the endpoint that is due, as an instance that dies afterwards. */
async function claimOne(lost?: LostRange): Promise<DueChallenge | undefined> {
  const claimed = await scene.database.unitOfWork((unit) => claimChallenges(unit, { ...claim, lost }));
  return claimed[0];
}
function endLate(challenge: DueChallenge | undefined, status: 'verified' | 'failed'): Promise<void> {
  if (!challenge) throw new Error('nothing was due');
  const failure = status === 'failed' ? 'late' : null;
  const ended = { challenge, at: new Date(), failure, status, retryMs: null };
  return scene.database.unitOfWork((unit) => settleChallenges(unit, [ended]));
}

describe('a new endpoint', () => {
  test('gets the events that waited once it has answered a signed challenge, and not before', async () => {
    const { id, secret } = await register();
    const verified = await startReceiver();
    await scene.register(verified.url);
    await scene.handleEvents(scene.events(3));
    scene.send();
    await eventually(() => verified.received.length === 3);
    await verified.close();
    scene.challenge({ retrySeconds: [1, 1, 1, 1, 1] });
    const { last_failure } = await failsOnce(id);
    expect(last_failure).toMatch(/^answered 204 without the challenge\. Answer 200 and \{"challenge": "…"\}/);
    expect(last_failure).toContain('/webhook-endpoints/{id}/verify');
    expect(last_failure).toContain('/docs/guides/webhooks#the-challenge');
    expect(events()).toEqual([]);
    echo(secret);
    const verification = await becomes(id, 'verified');
    expect(verification).toMatchObject({
      verified_at: expect.any(String),
      last_attempt_at: expect.any(String),
      last_failure: null,
      next_attempt_at: null,
      events_missed_since: null,
    });
    await eventually(() => events().length === 3);
    const data = challenges().map(dataOf);
    expect(data.at(-1)).toEqual({
      endpoint_id: id,
      tenant_id: scene.tenantId,
      challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    // A new text and a new id each time: a receiver that ignores ids which it has seen answers the next one.
    expect(new Set(data.map(({ challenge }) => challenge)).size).toBe(data.length);
    expect(new Set(challenges().map(({ id: each }) => each)).size).toBe(data.length);
  });

  test('that never answers gets no event, fails after the last challenge, and shows what it missed', async () => {
    const { id } = await register();
    await scene.handleEvents(scene.events(1));
    scene.send();
    scene.challenge({ retrySeconds: [1] });
    const verification = await becomes(id, 'failed');
    expect(verification).toMatchObject({
      attempt_count: 2,
      next_attempt_at: null,
      events_missed_since: expect.any(String),
    });
    expect(challenges()).toHaveLength(2);
    await scene.handleEvents(scene.events(5));
    expect(await scene.list({ endpoint_id: id })).toHaveLength(1);
    expect(events()).toEqual([]);
  });

  const answers: [
    string,
    (response: Parameters<Parameters<WebhookReceiver['behave']>[0]>[0], text: string) => void,
  ][] = [
    ['another text', (response) => response.writeHead(200).end('{"challenge":"mine"}')],
    [
      'the text of the first challenge',
      (response, text) => response.end(JSON.stringify({ challenge: text })),
    ],
    ['the request itself', (response, text) => response.end(JSON.stringify({ data: { challenge: text } }))],
    ['the bare text', (response, text) => response.writeHead(200).end(text)],
    ['null', (response) => response.writeHead(200).end('null')],
    [
      'the text with status 500',
      (response, text) => response.writeHead(500).end(JSON.stringify({ challenge: text })),
    ],
  ];
  test.each(answers)('that answers %s is not verified', async (what, answer) => {
    const { id } = await register();
    await scene.handleEvents(scene.events(1));
    receiver.behave((response, webhook) => {
      const isReplay = what.includes('first');
      // The first challenge itself stays without its answer.
      if (isReplay && challenges().length === 1) response.writeHead(503).end();
      else answer(response, String(dataOf((isReplay && challenges()[0]) || webhook)['challenge']));
    });
    scene.send();
    scene.challenge({ retrySeconds: [1] });
    expect((await becomes(id, 'failed')).verified_at).toBeNull();
    expect(challenges()).toHaveLength(2);
    expect(events()).toEqual([]);
  });

  test('whose answer is larger than 64 KiB is not verified, and one of 60 KiB is', async () => {
    const { id } = await register();
    const padded = (kib: number) =>
      receiver.behave((response, { payload }) => {
        const { challenge } = dataOf({ payload });
        response.writeHead(200).end(JSON.stringify({ padding: 'x'.repeat(kib * 1_024), challenge }));
      });
    padded(64);
    scene.challenge({ retrySeconds: [1, 1, 1, 1, 1] });
    await failsOnce(id);
    padded(60);
    await becomes(id, 'verified');
  });

  test('that redirects to one that answers is not verified', async () => {
    const elsewhere = await startReceiver();
    try {
      elsewhere.behave((response, { payload }) =>
        response.writeHead(200).end(JSON.stringify({ challenge: dataOf({ payload })['challenge'] })),
      );
      receiver.behave((response) => response.writeHead(307, { location: elsewhere.url }).end());
      const { id } = await register();
      scene.challenge({ retrySeconds: [] });
      expect((await becomes(id, 'failed')).last_failure).toMatch(/^answered 307\. /);
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test('at an address that the policy forbids gets no challenge', async () => {
    const { id } = await register();
    scene.challenge({ policy: { ...openPolicy, allowPrivate: false }, retrySeconds: [] });
    expect((await becomes(id, 'failed')).last_failure).toMatch(
      /^the URL leads to an address that is not public\. /,
    );
    expect(receiver.received).toEqual([]);
  });

  test('that answers 410 is not challenged again', async () => {
    receiver.behave((response) => response.writeHead(410).end());
    const { id } = await register();
    scene.challenge({ retrySeconds: [1, 1] });
    expect((await becomes(id, 'failed')).attempt_count).toBe(1);
  });

  test('is not verified by the answer of another endpoint to its own challenge', async () => {
    // Both are at one URL, and the receiver knows the secret of its own endpoint only.
    const own = await register();
    const other = await register();
    echo(own.secret);
    scene.challenge({ retrySeconds: [] });
    await becomes(own.id, 'verified');
    expect((await becomes(other.id, 'failed')).last_failure).toMatch(/^answered 400/);
  });

  test('is challenged although endpoints of another tenant hang', async () => {
    const hanging = await startReceiver();
    try {
      hanging.behave(() => undefined);
      for (let count = 0; count < 60; count += 1) await scene.register(hanging.url, ['*'], true);
      const { id, secret } = await register();
      await scene.run('update notifications.webhook_endpoints set tenant_id = uuidv7() where url <> $1', [
        receiver.url,
      ]);
      await scene.run(
        `update notifications.webhook_endpoints set tenant_id = (select tenant_id from notifications.webhook_endpoints
           where url <> $1 limit 1) where url <> $1`,
        [receiver.url],
      );
      echo(secret);
      scene.challenge({ timeoutMs: 15_000 });
      await becomes(id, 'verified');
      expect(hanging.received.length).toBeLessThanOrEqual(5);
    } finally {
      await hanging.close();
    }
  });
});

describe('a verified endpoint', () => {
  test('that gets another URL has to prove itself again', async () => {
    const { id, secret } = await register();
    echo(secret);
    scene.send();
    scene.challenge({ retrySeconds: [1, 1, 1] });
    await becomes(id, 'verified');
    const { updateWebhookEndpoint } = handlers();
    await updateWebhookEndpoint(request(id, { description: 'the same URL', url: receiver.url }));
    expect((await verificationOf(id)).status).toBe('verified');

    const next = await startReceiver();
    try {
      const { verification } = await bodyOf(updateWebhookEndpoint(request(id, { url: next.url })));
      expect(verification).toMatchObject({ status: 'pending', verified_at: null, attempt_count: 0 });
      await scene.handleEvents(scene.events(2));
      await becomes(id, 'failed');
      expect(next.received.map(typeOf)).not.toContain('florin.transactions.completed.v1');
      expect(events()).toEqual([]);
    } finally {
      await next.close();
    }
  });

  test('is not verified at another URL by a challenge that was answered at the one before', async () => {
    const { id } = await register();
    const challenge = await claimOne();
    await handlers().updateWebhookEndpoint(request(id, { url: 'http://receiver.test/other' }));
    await endLate(challenge, 'verified');
    expect((await verificationOf(id)).status).toBe('pending');
  });
});

describe('POST /webhook-endpoints/{id}/verify', () => {
  test('sends another challenge at once, and what has waited afterwards', async () => {
    const { id, secret } = await register();
    await scene.handleEvents(scene.events(1));
    scene.challenge({ retrySeconds: [] });
    const { events_missed_since } = await becomes(id, 'failed');
    const { testWebhookEndpoint, verifyWebhookEndpoint } = handlers();
    await expect(testWebhookEndpoint(request(id, undefined))).rejects.toMatchObject({
      code: 'state_conflict',
      detail: expect.stringContaining(`POST /webhook-endpoints/${id}/verify`),
    });
    echo(secret);
    const { verification } = await bodyOf(verifyWebhookEndpoint(request(id, undefined)));
    expect(verification).toMatchObject({ status: 'pending', attempt_count: 0, events_missed_since });
    await becomes(id, 'verified');
    scene.send();
    await eventually(() => events().length === 1);
    const again = await bodyOf(verifyWebhookEndpoint(request(id, undefined)));
    expect(again.verification.status).toBe('verified');
  });

  test('is limited together with the other requests that cause webhooks', async () => {
    const { id } = await register();
    const { createWebhookEndpoint, updateWebhookEndpoint, verifyWebhookEndpoint } = handlers(3);
    const make = () =>
      createWebhookEndpoint(request(id, { url: 'http://receiver.test/', event_types: ['*'] }));
    const move = (number: number) =>
      updateWebhookEndpoint(request(id, { url: `http://receiver.test/${number}` }));
    const outcomes = await Promise.allSettled([
      ...[1, 2, 3].map(make),
      ...[1, 2, 3].map(move),
      ...[1, 2, 3].map(() => verifyWebhookEndpoint(request(id, undefined))),
    ]);
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    // A minute may end meanwhile.
    expect(refused.length).toBeGreaterThanOrEqual(3);
    for (const each of refused) expect(each).toMatchObject({ code: 'rate_limited' });
  });

  test('answers 409 for a disabled endpoint, and nothing for one of another tenant', async () => {
    const { id } = await register();
    const { updateWebhookEndpoint, verifyWebhookEndpoint } = handlers();
    await updateWebhookEndpoint(request(id, { enabled: false }));
    await expect(verifyWebhookEndpoint(request(id, undefined))).rejects.toMatchObject({
      code: 'state_conflict',
    });
    scene.challenge();
    await scene.run(`update notifications.webhook_endpoints set tenant_id = uuidv7()`);
    await expect(verifyWebhookEndpoint(request(id, undefined))).rejects.toMatchObject({ code: 'not_found' });
    expect(receiver.received).toEqual([]);
  });
});

test('an endpoint for which 10,000 deliveries wait gets no more, and shows since when', async () => {
  const { id } = await register();
  await scene.run(
    `insert into notifications.webhook_deliveries (tenant_id, endpoint_id, event_id, event_type, body)
       select e.tenant_id, e.id, 'event ' || number, 'florin.transactions.completed.v1', '{}'
         from notifications.webhook_endpoints e, generate_series(1, 9999) number`,
  );
  const count = () => scene.run('select count(*)::integer from notifications.webhook_deliveries');
  await scene.handleEvents(scene.events(1));
  expect(await count()).toEqual([{ count: 10_000 }]);
  expect((await verificationOf(id)).events_missed_since).toBeNull();
  await scene.handleEvents(scene.events(1));
  expect(await count()).toEqual([{ count: 10_000 }]);
  const { status, events_missed_since } = await verificationOf(id);
  expect([status, events_missed_since]).toEqual(['pending', expect.any(String)]);
});

describe('where proofs are switched off', () => {
  test('endpoints get events at once, and one that was pending counts as verified', async () => {
    const { id } = await register();
    await scene.handleEvents(scene.events(1));
    await scene.database.unitOfWork(acceptUnverified);
    expect(await verificationOf(id)).toMatchObject({ status: 'verified', verified_at: null });
    const { createWebhookEndpoint, updateWebhookEndpoint } = handlers(0, false);
    const made = await bodyOf(createWebhookEndpoint(request(id, { url: receiver.url, event_types: ['*'] })));
    await updateWebhookEndpoint(request(made.id, { url: `${receiver.url}/moved` }));
    expect(await verificationOf(made.id)).toMatchObject({ status: 'verified', verified_at: null });
    await scene.handleEvents(scene.events(1));
    scene.send();
    await eventually(() => events().length === 3);
    expect(challenges()).toEqual([]);
  });
});

test('an instance that dies between an answer and its commit leaves the endpoint pending for the next one', async () => {
  const { id, secret } = await register();
  echo(secret);
  const lost = await claimOne();
  expect(await claimOne()).toBeUndefined();
  const second = await eventually(() => claimOne({ min: 1, max: 1, dueForMs: 0 }));
  expect(second).toMatchObject({ attempt: 2, lostAttempts: 1 });
  // The late result of the lost challenge changes nothing.
  await endLate(lost, 'failed');
  expect((await verificationOf(id)).status).toBe('pending');
  scene.challenge({ retrySeconds: [1, 1] });
  expect((await becomes(id, 'verified')).attempt_count).toBe(3);
});
