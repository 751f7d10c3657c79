import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { ConnectionError } from '@florin/sdk';
import { Argument, type Command } from 'commander';
import { NotAllowed, NotReady, PartlyRefused, UsageError } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { addKeyOption, examples, readWhole, withFlorin, type KeyOption, type Work } from '../work.ts';

type ApiOptions = KeyOption & { data?: string; accept: string; timeout: string };

const about = `
Sends one request with your key and writes the body of the answer as it came. Nothing is repeated. A POST without
--idempotency-key gets a new one, which is shown, so that you can repeat it yourself.
`;

export function addApiCommand(program: Command, surroundings: Surroundings): void {
  const method = new Argument('<method>', 'as in the reference').choices([
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
  ]);
  const command = program
    .command('api')
    .description('send any request to the API, and show the answer as it came')
    .addArgument(method)
    .argument('<path>', 'with its query, such as "/accounts?limit=5"')
    .option('--data <json>', 'the body; - reads it from the standard input')
    .option('--accept <type>', 'the media type of the answer', 'application/json')
    .addHelpText('after', about)
    .action(withFlorin<ApiOptions, [string, string]>(surroundings, callApi));
  examples(
    addKeyOption(command),
    'florin api GET "/accounts?limit=5" | jq .data',
    `florin api POST /transactions/credit --data '{"account_id":"acct_…","amount":100}'`,
  );
}

async function callApi(work: Work<ApiOptions>, method: string, path: string): Promise<void> {
  const { session, terminal, input, options, stop } = work;
  const url = addressOf(path, session.url);
  const body = options.data === '-' ? await text(input) : options.data;
  const key = options.idempotencyKey ?? (method === 'POST' ? randomUUID() : undefined);
  const headers = {
    ...{ authorization: `Bearer ${session.apiKey}`, accept: `${options.accept}, application/problem+json` },
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  const timeoutMs = readWhole('--timeout', options.timeout, 1, 2_000_000) * 1_000;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }), signal }).catch(
    (cause: unknown) => {
      stop.throwIfAborted();
      throw new ConnectionError(`There was no answer from ${url.origin}.`, {
        ...{ code: 'connection_failed', cause, idempotencyKey: key, outcomeUnknown: method !== 'GET' },
      });
    },
  );
  const said = await answer.text();
  await terminal.write(said.endsWith('\n') || said === '' ? said : `${said}\n`);
  const keyShown =
    key !== undefined && options.idempotencyKey === undefined ? `, idempotency key ${key}` : '';
  terminal.note(`${answer.status}, request ${answer.headers.get('florin-request-id')}${keyShown}`);
  failFor(answer.status);
}

/** An address of this bank only: the key goes nowhere else. */
function addressOf(path: string, base: string): URL {
  if (!path.startsWith('/')) throw new UsageError(`The path begins with a slash: /accounts, not "${path}".`);
  const url = new URL(`${base}${path}`);
  if (url.origin !== new URL(base).origin) throw new UsageError(`"${path}" leads to another host.`);
  return url;
}

/** The exit code of the same answer to another command. */
function failFor(status: number): void {
  if (status < 400) return;
  const message = `The bank answered ${status}.`;
  if (status === 401 || status === 403) throw new NotAllowed(message);
  if (status === 429 || status >= 500) throw new NotReady(message);
  throw new PartlyRefused(message);
}
