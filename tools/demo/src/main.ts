import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fromRoot, SetupProblem } from '@florin/processes';
import { Florin, FlorinError } from '@florin/sdk';
import { createProgressBar } from '@florin/service';
import { fillTenant } from './fill-tenant.ts';
import type { MonthOptions } from './month.ts';

const usage = `Usage: npm run demo [-- --seed N] [--customers N] [--days N]
  fills the development tenant of npm start with a month of a small bank. FLORIN_URL and FLORIN_API_KEY name another one.
  --seed N       another bank beside the first (1)
  --customers N  from 10 to 500 (100)
  --days N       from 1 to 60 (30)`;

async function main(args: string[]): Promise<void> {
  const wanted = readArguments(args);
  const url = process.env['FLORIN_URL'] || 'http://127.0.0.1:3000';
  const florin = new Florin({
    apiKey: process.env['FLORIN_API_KEY'] || developmentKey(),
    baseUrl: url,
    maxRetries: 5,
  });
  console.log(`Filling a tenant of ${url} with ${wanted.days} days of ${wanted.customers} customers`);
  const startedAt = performance.now();
  await fillTenant(florin, wanted, {
    begin: (unit) => createProgressBar(process.stdout, unit),
    say: (line) => console.log(line),
  });
  console.log(`Filled in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
}

function readArguments(args: string[]): MonthOptions {
  const number = { type: 'string' } as const;
  const parsed = parse(() => parseArgs({ args, options: { seed: number, customers: number, days: number } }));
  const { seed = '1', customers = '100', days = '30' } = parsed.values;
  const until = new Date();
  until.setUTCHours(0, 0, 0, 0);
  return {
    seed: within('seed', seed, 0, 1_000_000),
    customers: within('customers', customers, 10, 500),
    days: within('days', days, 1, 60),
    until,
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new SetupProblem(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`, {
      cause,
    });
  }
}

function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new SetupProblem(
    `--${name} must be a whole number from ${least} to ${most}, not ${text}.\n\n${usage}`,
  );
}

function developmentKey(): string {
  const path = join(process.env['FLORIN_LOCAL'] || fromRoot('.local'), 'credentials.json');
  try {
    const { api_key }: { api_key?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof api_key === 'string') return api_key;
  } catch {
    // The line below says what to do.
  }
  throw new SetupProblem(`There is no key in ${path}: start the bank with npm start, or set FLORIN_API_KEY.`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SetupProblem || error instanceof FlorinError ? error.message : error);
  process.exitCode = 1;
}
