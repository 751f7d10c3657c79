import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appNames, freePort, fromRoot, type AppName } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { derivedUrlOfRole } from '@florin/database';
import {
  eventually,
  startBank,
  startPostgres,
  startStandby,
  type Bank,
  type PrivatePostgres,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boards } from '../../src/boards.ts';
import { documentedMetrics } from '../../src/documented-metrics.ts';
import { prometheusTools } from '../../src/prometheus-tools.ts';

const tools = prometheusTools();
const directory = mkdtempSync(join(tmpdir(), 'florin-prometheus-'));
let primary: PrivatePostgres;
let replica: PrivatePostgres;
let bank: Bank;
let receiver: Server;
let prometheus: ChildProcess | undefined;
let prometheusUrl: string;
let stopped = false;
let loading: Promise<void>;

beforeAll(async () => {
  receiver = createServer((request, answer) => request.resume().on('end', () => answer.end()));
  const receiverPort = await freePort();
  await new Promise<void>((resolve) => receiver.listen(receiverPort, '127.0.0.1', resolve));
  primary = await startPostgres();
  replica = await startStandby(primary, 'replica_1', { hot_standby_feedback: 'on' });
  bank = await startBank({
    databaseUrl: primary.url,
    env: {
      DATABASE_REPLICA_URLS: derivedUrlOfRole(replica.url, 'api'),
      WEBHOOK_ALLOW_HTTP: 'true',
      WEBHOOK_ALLOW_PRIVATE: 'true',
      WEBHOOK_VERIFICATION: 'off',
    },
  });
  const round = await openRound(`http://127.0.0.1:${receiverPort}/`);
  await round();
  loading = repeat(round);
  if (tools) await startPrometheus(tools.prometheus);
}, 300_000);

afterAll(async () => {
  stopped = true;
  await loading;
  prometheus?.kill('SIGKILL');
  await bank?.stop();
  await replica?.stop();
  await primary?.stop();
  receiver?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Opens an account with a webhook. A round moves its money, is refused and repeats itself. */
async function openRound(receiverUrl: string): Promise<() => Promise<void>> {
  const florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  await florin.webhookEndpoints.create({ url: receiverUrl });
  const { id } = await florin.accounts.create({ initial_balance: 1_000_000 });
  let rounds = 0;
  return async () => {
    const body = { account_id: id, amount: 1 };
    const idempotencyKey = `round-${(rounds += 1)}`;
    const credit = await florin.transactions.credit(body);
    await florin.transactions.get(credit.id); // A replica answers.
    await florin.transactions.debit(body, { idempotencyKey });
    await florin.transactions.debit(body, { idempotencyKey });
    await expect(florin.transactions.debit({ ...body, amount: 999_999_999 })).rejects.toThrow();
  };
}

async function repeat(round: () => Promise<void>): Promise<void> {
  while (!stopped) {
    await round();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function startPrometheus(program: string): Promise<void> {
  copyFileSync(fromRoot('tools/monitoring/prometheus/rules.yml'), join(directory, 'rules.yml'));
  const targets = appNames.map((name) => bank.app(name).metricsUrl.replace('http://', ''));
  writeFileSync(
    join(directory, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yml'],
      scrape_configs: [{ job_name: 'florin', honor_labels: true, static_configs: [{ targets }] }],
    }),
  );
  const port = await freePort();
  prometheusUrl = `http://127.0.0.1:${port}`;
  const options = [`--config.file=${directory}/prometheus.yml`, `--storage.tsdb.path=${directory}/data`];
  prometheus = spawn(program, [...options, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
}

/** The number of series that Prometheus answers with that have a number. */
async function answers(query: string): Promise<number> {
  const answer = await fetch(`${prometheusUrl}/api/v1/query?${new URLSearchParams({ query }).toString()}`);
  const { data }: { data: { result: { value: [number, string] }[] } } = JSON.parse(await answer.text());
  return data.result.filter(({ value: [, number] }) => number !== 'NaN').length;
}

/** What an app shows, once it has all of these: gauges are absent while their source is late with an answer. */
async function metricsOf(app: AppName, names: readonly string[]): Promise<string> {
  let text = '';
  const hasAll = async () => {
    text = await (await fetch(`${bank.app(app).metricsUrl}/metrics`)).text();
    return names.every((name) => new RegExp(`^${name}`, 'm').test(text));
  };
  await eventually(hasAll, { everyMs: 1_000 }).catch(() => undefined);
  return text;
}

describe('a bank that works', () => {
  test('has an answer for every query of every panel', async () => {
    if (tools === undefined) return;
    const queries = boards.flatMap(({ title, panels }) =>
      panels.flatMap((panel) => panel.queries.map(([expr]) => [`${title}: ${panel.title}`, expr] as const)),
    );
    expect(queries.length).toBeGreaterThan(60);
    let empty: string[] = [];
    await eventually(
      async () => {
        const counts = await Promise.all(
          queries.map(([, expr]) => answers(expr.replaceAll('$__rate_interval', '1m'))),
        );
        empty = queries.filter((_, index) => counts[index] === 0).map(([panel, expr]) => `${panel}: ${expr}`);
        return empty.length === 0;
      },
      { withinMs: 180_000, everyMs: 2_000 },
    ).catch(() => undefined);
    expect(empty).toEqual([]);
  }, 240_000);

  test('shows the metrics that the page lists, with its labels, and no others', async () => {
    const documented = new Map(documentedMetrics().map((metric) => [metric.name, metric]));
    for (const app of appNames) {
      const always = [...documented.values()].filter((each) => each.always && each.apps.includes(app));
      const text = await metricsOf(
        app,
        always.map(({ name }) => name),
      );
      const seen = new Set<string>();
      for (const [, sample = '', labels = ''] of text.matchAll(/^(florin_\w+)(?:\{(.*)\})? \S+$/gm)) {
        const name = documented.has(sample) ? sample : sample.replace(/_(bucket|sum|count)$/, '');
        const metric = documented.get(name);
        expect([app, name, metric?.apps]).toEqual([app, name, expect.arrayContaining([app])]);
        const names = [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
        const own = names.filter((label) => label !== 'service' && label !== 'le');
        expect([name, own.sort()]).toEqual([name, [...(metric?.labels ?? [])].sort()]);
        seen.add(name);
      }
      expect([app, always.map(({ name }) => name).filter((name) => !seen.has(name))]).toEqual([app, []]);
      // Bounded: what tenants and accounts there are makes no series.
      expect(text.split('\n').length).toBeLessThan(4_000);
      expect(text).not.toContain(bank.tenantId);
    }
  }, 360_000);

  test('has the dashboards that are committed', () => {
    for (const { uid, panels } of boards) {
      const file = fromRoot(`tools/monitoring/grafana/dashboards/${uid}.json`);
      const { panels: committed }: { panels: unknown[] } = JSON.parse(readFileSync(file, 'utf8'));
      expect(committed).toHaveLength(panels.length);
    }
  });
});
