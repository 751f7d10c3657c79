import { BoundedClient, keptAlive } from './bounded-client.ts';
import { sqlstate } from './failures.ts';
import { clientConfigOf } from './tls.ts';

/** Several attempts fit into the time of a lease. */
const answerLimitMs = 900;

/** The owner creates the table with every migration; where one role does everything, so does the first leader of all. */
const makeTable = `
  select pg_advisory_xact_lock(hashtext('florin leadership'));
  create schema if not exists leadership;
  create table if not exists leadership.leases (
    name text primary key,
    holder uuid not null,
    epoch bigint not null,
    expires_at timestamptz not null
  )`;

const leaders = 'florin_worker, florin_fraud, florin_notifications';

/** The table of leases for migrations, and the rights of those who hold leases. */
export const leaseTable = {
  create: makeTable,
  grants: `
    revoke all on schema leadership from public;
    grant usage on schema leadership to ${leaders};
    grant select, insert, update on leadership.leases to ${leaders}`,
};

const end = 'clock_timestamp() + make_interval(secs => $3::float8 / 1000)';

/*
 * A lease with an end further away than any lease can have was taken before PostgreSQL's clock was set back. It may be
 * taken over; otherwise there would be no leader until then.
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

/** The table of leases, on a connection of its own, which is replaced when it fails. */
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

  /** Takes the lease if it is free. Returns its epoch, or undefined. */
  async take(): Promise<string | undefined> {
    const attempt = () => this.#run<{ epoch: string }>(take, [...this.#identity, this.#leaseMs]);
    // The first leader of all creates the table.
    const [taken] = await attempt().catch(async (error: unknown) => {
      if (sqlstate(error) !== undefinedTable) throw error;
      await this.#run(makeTable);
      return attempt();
    });
    return taken?.epoch;
  }

  /** Renews the lease. Returns false when it has ended. */
  async renew(epoch: string): Promise<boolean> {
    return (await this.#run(renew, [...this.#identity, this.#leaseMs, epoch])).length === 1;
  }

  async giveBack(epoch: string): Promise<void> {
    await this.#run(giveBack, [...this.#identity, epoch]);
  }

  async close(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    await connected?.then((client) => client.end()).catch(() => undefined);
  }

  async #run<Row extends object>(text: string, parameters?: unknown[]): Promise<Row[]> {
    const connected = (this.#connected ??= this.#connect());
    try {
      return await (await connected).rowsOf<Row>(text, parameters);
    } catch (error) {
      if (this.#connected === connected) await this.close();
      throw error;
    }
  }

  async #connect(): Promise<BoundedClient> {
    const client = new BoundedClient({
      ...clientConfigOf(this.#url),
      application_name: `leader:${this.#identity[0]}`,
      connectionTimeoutMillis: answerLimitMs,
      answerLimitMs,
      options: [...keptAlive.server, `-c statement_timeout=${answerLimitMs}`].join(' '),
      ...keptAlive.client,
    });
    // When an idle connection breaks, the next statement finds out.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}
