import { createServer, type Server } from 'node:http';
import { type AppName, freePort } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { eventually, startBank, type Bank } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } };
type OtlpSpan = {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  links?: { traceId: string; spanId: string }[];
  attributes: Attribute[];
};
type Otlp = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: Omit<OtlpSpan, 'service'>[] }[];
  }[];
};

const spans: OtlpSpan[] = [];
let collector: Server;
let receiver: Server;
let bank: Bank;
let florin: Florin;
/** Whether the receiver of webhooks answers 500. */
let refusing = false;

/** Starts a server that gives the body of each request to `take`. */
async function listenTo(
  take: (body: string) => void,
  status = () => 200,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      take(body);
      answer.writeHead(status(), { 'content-type': 'application/json' }).end('{}');
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${port}` };
}

function keep(body: string): void {
  const { resourceSpans }: Otlp = JSON.parse(body);
  for (const { resource, scopeSpans } of resourceSpans) {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    for (const { spans: some } of scopeSpans) spans.push(...some.map((span) => ({ service, ...span })));
  }
}

beforeAll(async () => {
  const traces = await listenTo(keep);
  const webhooks = await listenTo(
    () => undefined,
    () => (refusing ? 500 : 200),
  );
  [collector, receiver] = [traces.server, webhooks.server];
  bank = await startBank({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      ACCESS_LOG: 'true',
      LOG_LEVEL: 'debug',
      WEBHOOK_ALLOW_HTTP: 'true',
      WEBHOOK_ALLOW_PRIVATE: 'true',
      WEBHOOK_VERIFICATION: 'off',
      // One attempt, so that a refused webhook is given up at once.
      WEBHOOK_RETRY_SECONDS: '1',
    },
  });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  await florin.webhookEndpoints.create({ url: `${webhooks.url}/` });
}, 300_000);

afterAll(async () => {
  await bank?.stop();
  collector?.close();
  receiver?.close();
});

type Wanted = Pick<OtlpSpan, 'service' | 'name'> & { traceId?: string };

const found = ({ service, name, traceId }: Wanted) =>
  eventually(() =>
    spans.find(
      (span) =>
        span.service === service && span.name === name && (traceId === undefined || span.traceId === traceId),
    ),
  );

describe('the trace of a debit', () => {
  test('leads from its request over the batch, the outbox and Kafka to each consumer and the webhook', async () => {
    const account = await florin.accounts.create({ initial_balance: 100 });
    await florin.transactions.debit({ account_id: account.id, amount: 30 });

    const request = await found({ service: 'florin-api', name: 'debitAccount' });
    const { traceId, spanId } = request;
    for (const name of ['wait in the queue', 'lock accounts'])
      expect(await found({ service: 'florin-api', traceId, name })).toMatchObject({ parentSpanId: spanId });
    const work = await found({ service: 'florin-api', traceId, name: 'unit of work' });
    expect(work.links).toMatchObject([{ traceId, spanId }]);
    const publish = await found({ service: 'florin-worker', traceId, name: 'publish' });
    expect(publish.parentSpanId).toBe(work.spanId);
    for (const service of ['florin-fraud', 'florin-notifications', 'florin-analytics']) {
      const handle = await found({ service, traceId, name: 'handle' });
      expect(handle.parentSpanId).toBe(publish.spanId);
    }
    const handled = await found({ service: 'florin-notifications', traceId, name: 'handle' });
    const attempt = await found({ service: 'florin-notifications', traceId, name: 'webhook attempt' });
    expect(attempt.parentSpanId).toBe(handled.spanId);
    expect(attempt.attributes).toContainEqual({
      key: 'http.response.status_code',
      value: { intValue: 200 },
    });
  });

  test('is named in the log lines of each app on its way', async () => {
    const account = await florin.accounts.create({ initial_balance: 100 });
    const before = spans.length;
    const { id } = await florin.transactions.debit({ account_id: account.id, amount: 30 });
    const { traceId } = await eventually(
      () => spans.slice(before).find(({ name }) => name === 'debitAccount'),
      {
        withinMs: 60_000,
      },
    );
    const lines = (app: AppName) =>
      bank
        .app(app)
        .logs()
        .split('\n')
        .filter((line) => line.includes(`"trace_id":"${traceId}"`));
    const hasLine = (app: AppName, ...parts: string[]) =>
      eventually(() => lines(app).some((line) => parts.every((part) => line.includes(part))), {
        withinMs: 60_000,
      });
    await hasLine('api', '"operation":"debitAccount"', '"status":200');
    await hasLine('worker', 'published the events of a commit');
    for (const app of ['fraud', 'notifications', 'analytics'] as const)
      await hasLine(app, 'handled an event', id);
  }, 180_000);

  test('leads from the opening of an account to its event', async () => {
    const before = spans.length;
    await florin.accounts.create({});
    const opening = await eventually(() => spans.slice(before).find(({ name }) => name === 'createAccount'));
    const { traceId, spanId } = opening;
    const publish = await found({ service: 'florin-worker', traceId, name: 'publish' });
    expect(publish.parentSpanId).toBe(spanId);
    const handle = await found({ service: 'florin-notifications', traceId, name: 'handle' });
    expect(handle.parentSpanId).toBe(publish.spanId);
  });

  test('leads from the API to the app behind it', async () => {
    await florin.fraud.alerts.list();
    const request = await found({ service: 'florin-api', name: 'listFraudAlerts' });
    const { traceId, spanId } = request;
    expect(await found({ service: 'florin-fraud', traceId, name: 'listFraudAlerts' })).toMatchObject({
      parentSpanId: spanId,
    });
  });

  test('names the webhook that was not delivered in the log', async () => {
    refusing = true;
    const account = await florin.accounts.create({});
    const { id } = await florin.transactions.credit({ account_id: account.id, amount: 1 });
    expect(id).toMatch(/^txn_/);
    const line = await eventually(
      () =>
        bank
          .app('notifications')
          .logs()
          .split('\n')
          .find((each) => each.includes('a webhook was not delivered')),
      { withinMs: 120_000 },
    );
    const { trace_id: traceId }: { trace_id: string } = JSON.parse(line);
    await found({ service: 'florin-notifications', traceId, name: 'webhook attempt' });
    refusing = false;
  }, 240_000);

  test('links what the client names as its own trace, and its log line carries its id', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await fetch(`${bank.url}/accounts/acct_01m819eke0e209k3gghyc4dkah`, {
      headers: {
        authorization: `Bearer ${bank.apiKey}`,
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
    });
    expect(answer.status).toBe(404);
    const request = await found({ service: 'florin-api', name: 'getAccount' });
    expect(request.traceId).not.toBe(traceId);
    expect(request.links).toMatchObject([{ traceId, spanId: 'b7ad6b7169203331' }]);
    expect(bank.app('api').logs()).toContain(`"trace_id":"${request.traceId}"`);
  });
});
