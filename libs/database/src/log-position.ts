import { createHash } from 'node:crypto';

/**
 * A position in the write-ahead log of one cluster and timeline. A server that has replayed the log up to it shows every
 * commit before it. Positions of different clusters or timelines cannot be compared.
 */
export type LogPosition = {
  /** Stands for the system identifier and the timeline. */
  cluster: string;
  lsn: bigint;
};

const clusterDigits = 12;
const lsnDigits = 16;
const pattern = new RegExp(`^[0-9a-f]{${clusterDigits}}-[0-9a-f]{${lsnDigits}}$`);

/**
 * The text of a position, in 29 characters that a header can hold. Of two texts with the same 13 characters at the beginning,
 * the later position is the greater text.
 */
export function positionText({ cluster, lsn }: LogPosition): string {
  return `${cluster}-${lsn.toString(16).padStart(lsnDigits, '0')}`;
}

/** The position with this text; undefined when it is none that `positionText` makes. */
export function readPosition(text: string): LogPosition | undefined {
  if (!pattern.test(text)) return undefined;
  return { cluster: text.slice(0, clusterDigits), lsn: BigInt(`0x${text.slice(clusterDigits + 1)}`) };
}

/** The name of a cluster's timeline. A restored or promoted server continues on a timeline of its own. */
export function clusterOf(systemIdentifier: string, timeline: number): string {
  const identity = `${systemIdentifier} ${timeline}`;
  return createHash('sha256').update(identity).digest('hex').slice(0, clusterDigits);
}

/** The number of an LSN in PostgreSQL's notation, such as `16/B374D848`. */
export function lsnOf(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

/** The later of two positions. Of positions that cannot be compared, `next`. */
export function laterOf(known: LogPosition | undefined, next: LogPosition): LogPosition {
  return known?.cluster === next.cluster && known.lsn > next.lsn ? known : next;
}

/** Columns at the primary. Every acknowledged commit was flushed, so the position covers it. */
export const flushedColumn = `pg_current_wal_flush_lsn()::text as lsn`;
/** The control file knows a new timeline only after a checkpoint, the name of the current segment at once. */
export const clusterColumns = `(select system_identifier from pg_control_system())::text as system,
  ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int as timeline`;

export type ClusterRow = { system: string; timeline: number };
