import { createHmac } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import type { WebhookDelivery } from '@florin/sdk';
import type { Command } from 'commander';
import { readUrl } from '../login/session.ts';
import type { Surroundings } from '../surroundings.ts';
import { bankTimeMs } from '../tail/bank-time.ts';
import { follow } from '../tail/follow.ts';
import { harmless } from '../terminal/width.ts';
import { examples, readWhole, said, withFlorin, type Work } from '../work.ts';

type ListenOptions = { forwardTo?: string; events?: string[]; every: string; count?: string };

/** As long as the bank waits for a receiver. */
const answerWithinMs = 10_000;

const about = `
The bank cannot reach this machine, so the program creates an endpoint of its own, reads from the bank what would be sent there,
signs it with the endpoint's secret and sends it to your program, with the headers that webhooks have. It is deleted at the
end. Each event is sent once, whatever your program answers: the real bank repeats it until it gets a 2xx.
`;

export function addListenCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('listen')
    .description("send the bank's events to a program on this machine, signed as webhooks, until Ctrl-C")
    .option('--forward-to <address>', 'where your program receives webhooks; without it they are only shown')
    .option('--events <type...>', 'only these, such as florin.transactions.*')
    .option('--every <milliseconds>', 'the interval between requests', '1000')
    .option('--count <number>', 'end after so many')
    .addHelpText('after', about)
    .action(withFlorin<ListenOptions, []>(surroundings, listen));
  examples(
    command,
    'florin listen --forward-to http://localhost:4242/hooks',
    'florin listen --events "florin.transactions.*" --json',
  );
}

async function listen(work: Work<ListenOptions>): Promise<void> {
  const { florin, terminal, options, stop } = work;
  const forwardTo = options.forwardTo === undefined ? undefined : readUrl(options.forwardTo);
  const count = options.count
    ? readWhole('--count', options.count, 1, 1_000_000_000)
    : Number.POSITIVE_INFINITY;
  const everyMs = readWhole('--every', options.every, 50, 3_600_000);
  const sinceMs = await bankTimeMs(florin);
  const { id: endpoint_id, secret } = await openEndpoint(work);
  try {
    terminal.note(`The secret of these webhooks is ${secret}`);
    const deliveries = follow({
      list: (window) => florin.webhookDeliveries.list({ endpoint_id, ...window }, { signal: stop }),
      ...{ sinceMs, everyMs, stop },
      onAway: (error) => terminal.note(`The bank is away, going on when it is back: ${error.message}`),
      pause: (delayMs) => setTimeout(delayMs, undefined, { signal: stop }).catch(() => undefined),
    });
    let sent = 0;
    for await (const delivery of deliveries) {
      const { body } = await florin.webhookDeliveries.get(delivery.id);
      const reply = forwardTo === undefined ? undefined : await forward(forwardTo, secret, delivery.id, body);
      await terminal.text(terminal.json ? jsonLine(body, reply) : line(delivery, reply));
      sent += 1;
      if (sent >= count) return;
    }
    stop.throwIfAborted();
  } finally {
    await florin.webhookEndpoints.delete(endpoint_id);
  }
}

/**
 * The address of the endpoint is one at the bank, which answers 404: the bank accepts it as any other address, and nobody else
 * receives what is sent there. Endpoints that killed processes of this machine have left are deleted.
 */
async function openEndpoint({ florin, session, options }: Work<ListenOptions>) {
  const prefix = `florin listen on ${hostname()}, process `;
  for await (const { id, description } of florin.webhookEndpoints.list()) {
    if (description?.startsWith(prefix) && !isRunning(Number(description.slice(prefix.length))))
      await florin.webhookEndpoints.delete(id);
  }
  return florin.webhookEndpoints.create({
    ...{ url: `${session.url}/florin-listen`, description: `${prefix}${process.pid}` },
    ...said({ event_types: options.events }),
  });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs as another user.
    return isNativeError(error) && 'code' in error && error.code === 'EPERM';
  }
}

/** What your program answered to an event. */
type Reply = { status: number | null; failure: string | null; ms: number };

async function forward(url: string, secret: string, id: string, body: string): Promise<Reply> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const startMs = performance.now();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(`${id}.${timestamp}.${body}`, secret),
  };
  const reply = (status: number | null, failure: string | null): Reply => {
    return { status, failure, ms: Math.round(performance.now() - startMs) };
  };
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await answer.arrayBuffer();
    return reply(answer.status, null);
  } catch (error) {
    const { cause } = isNativeError(error) ? error : {};
    return reply(null, String((isNativeError(cause) && cause.message) || error));
  }
}

/** As in Standard Webhooks. */
function signatureOf(text: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

function line({ created_at, event_type, id }: WebhookDelivery, reply: Reply | undefined): string {
  const answer = reply === undefined ? [] : [reply.status ?? reply.failure, `${reply.ms} ms`];
  return harmless([created_at, id, event_type.padEnd(32), ...answer].join('  ')).trimEnd();
}

const jsonLine = (body: string, reply: Reply | undefined): string =>
  JSON.stringify({ event: JSON.parse(body), ...(reply === undefined ? {} : { reply }) });
