import { BoundedClient, keptAlive } from './bounded-client.ts';
import { sqlstate } from './failures.ts';

/** Several tries fit into a lease. */
const answerLimitMs = 900;

const makeTable = `
  select pg_advisory_xact_lock(hashtext('florin leadership'));
  create schema if not exists leadership;
  create table if not exists leadership.leases (
    name text primary key,
    holder uuid not null,
    epoch bigint not null,
    expires_at timestamptz not null
  )`;

const end = 'clock_timestamp() + make_interval(secs => $3::float8 / 1000)';

/*
 * A lease that ends later than any that was ever given was given by a clock that has been set back since: nobody could
 * lead until then.
 */
const take = `
  insert into leadership.leases as lease (name, holder, epoch, expires_at) values ($1, $2, 1, ${end})
  on conflict (name) do update set holder = $2, epoch = lease.epoch + 1, expires_at = ${end}
    where lease.expires_at <= clock_timestamp() or lease.expires_at > clock_timestamp() + 2 * (${end} - clock_timestamp())
  returning epoch::text`;

const mine = 'name = $1 and holder = $2 and epoch = $4 and expires_at > clock_timestamp()';
const renew = `update leadership.leases set expires_at = ${end} where ${mine} returning epoch`;
const giveBack = `
  update leadership.leases set expires_at = '-infinity' where name = $1 and holder = $2 and epoch = $3`;

const undefinedTable = '42P01';

/** The rows that say who leads, over a connection that nothing else uses; opened anew when it fails. */
export class LeaseTable {
  readonly #url: string;
  readonly #identity: readonly [name: string, holder: string];
  readonly #leaseMs: number;
  #connected: Promise<BoundedClient> | undefined;

  constructor({
    url,
    name,
    holder,
    leaseMs,
  }: {
    url: string;
    name: string;
    holder: string;
    leaseMs: number;
  }) {
    this.#url = url;
    this.#identity = [name, holder];
    this.#leaseMs = leaseMs;
  }

  /** Takes the lease when nobody has it; its epoch, or undefined. */
  async take(): Promise<string | undefined> {
    const ask = () => this.#ask<{ epoch: string }>(take, [...this.#identity, this.#leaseMs]);
    // The first of all leaders makes the table.
    const [taken] = await ask().catch(async (error: unknown) => {
      if (sqlstate(error) !== undefinedTable) throw error;
      await this.#ask(makeTable);
      return ask();
    });
    return taken?.epoch;
  }

  /** Prolongs the lease; false when it has ended already. */
  async renew(epoch: string): Promise<boolean> {
    return (await this.#ask(renew, [...this.#identity, this.#leaseMs, epoch])).length === 1;
  }

  async giveBack(epoch: string): Promise<void> {
    await this.#ask(giveBack, [...this.#identity, epoch]);
  }

  async close(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    await connected?.then((client) => client.end()).catch(() => undefined);
  }

  async #ask<Row extends object>(text: string, parameters?: unknown[]): Promise<Row[]> {
    const connected = (this.#connected ??= this.#connect());
    try {
      const client = await connected;
      const result = (await client.query(text, parameters)) as { rows: Row[] };
      return result.rows;
    } catch (error) {
      if (this.#connected === connected) await this.close();
      throw error;
    }
  }

  async #connect(): Promise<BoundedClient> {
    const client = new BoundedClient({
      connectionString: this.#url,
      application_name: `leader:${this.#identity[0]}`,
      connectionTimeoutMillis: answerLimitMs,
      answerLimitMs,
      options: [...keptAlive.server, `-c statement_timeout=${answerLimitMs}`].join(' '),
      ...keptAlive.client,
    });
    // Of an idle connection that breaks the next statement tells.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}
