import type { ServiceContext } from '@florin/service';
import type { Replicas } from './replicas.ts';

/**
 * Closes the replicas when the process stops, shows each in readiness, where none is required, and counts the reads by where
 * they ran and why.
 */
export function observeReplicas(
  {
    metrics,
    logger,
    onStop,
    onReadinessCheck,
  }: Pick<ServiceContext, 'metrics' | 'logger' | 'onStop' | 'onReadinessCheck'>,
  replicas: Replicas,
): void {
  onStop('replicas', () => replicas.close());
  const reads = metrics.counter(
    'florin_replica_reads_total',
    'Reads that a replica may serve, by where they ran and why.',
    ['served_by', 'reason'],
  );
  replicas.onRead = (servedBy, reason) => reads.inc({ served_by: servedBy, reason });
  metrics.gauge(
    'florin_replica_lag_seconds',
    'How old the data of a replica are at most. Absent while it is away.',
    ['replica'],
    (gauge) => {
      gauge.reset();
      replicas.states.forEach(({ lagMs }, index) => {
        if (Number.isFinite(lagMs)) gauge.set({ replica: String(index + 1) }, lagMs / 1000);
      });
    },
  );
  metrics.gauge('florin_replica_up', '1 while a replica may serve reads.', ['replica'], (gauge) =>
    replicas.states.forEach((state, index) =>
      gauge.set({ replica: String(index + 1) }, problemOf(state, replicas) === undefined ? 1 : 0),
    ),
  );
  const known: (string | undefined)[] = [];
  replicas.states.forEach((_, index) => {
    onReadinessCheck(`replica ${index + 1}`, async () => {
      const state = replicas.states[index];
      const detail = state && problemOf(state, replicas);
      if (detail !== known[index])
        logger.warn({ replica: index + 1, detail }, 'the state of a replica has changed');
      known[index] = detail;
      return { ok: detail === undefined, ...(detail === undefined ? {} : { detail }), required: false };
    });
  });
}

/** Why no read runs on the replica; undefined when reads do. */
function problemOf({ isPresent, isUsable, lagMs }: Replicas['states'][number], { lagMsMax }: Replicas) {
  if (!isPresent) return 'away; the primary serves its reads';
  if (!isUsable) return 'follows another cluster or timeline; the primary serves its reads';
  return lagMs <= lagMsMax ? undefined : 'behind; the primary serves its reads';
}
