import { leadUntilStopped, type Database, type Leadership } from '@florin/database';
import { pause, startSpan, traceFields, type Logger, type Metrics } from '@florin/service';

/** Work that becomes due by time. It must be idempotent, also when it runs twice at the same time. */
export type Job = {
  name: string;
  /** Does everything that is due; returns how many items that were. */
  run(): Promise<number>;
  /** For how many seconds the oldest due item has been due; 0 if nothing is due. */
  overdueSeconds(): Promise<number>;
};

export type Jobs = {
  /** Finishes the running jobs and gives up the leadership. */
  stop(): Promise<void>;
  /** For a readiness check: ok unless a job fails, for the leader and a standby. */
  check(): { ok: boolean; detail: string };
};

export type JobOptions = { database: Database; jobs: readonly Job[]; logger: Logger; metrics: Metrics };

/** Due work is done within 5 s. This interval leaves time for a failed run and a change of the leader. */
const everyMs = 500;

/** Runs each job repeatedly and independently, in one process at a time: the one that holds the lease. */
export function startJobs({ database, jobs, logger, metrics }: JobOptions): Jobs {
  const stopping = new AbortController();
  const failing = new Set<string>();
  const count = countersOf(metrics);
  let leading = false;
  showState(jobs, metrics, logger, () => leading);

  async function runOnce(job: Job): Promise<void> {
    const startedMs = performance.now();
    try {
      const done = await job.run();
      count.done.inc({ job: job.name }, done);
      if (done > 0) startJobSpan(job, startedMs)?.end({ attributes: { 'florin.done': done } });
      failing.delete(job.name);
    } catch (error) {
      count.failures.inc({ job: job.name });
      const span = startJobSpan(job, startedMs);
      span?.end({ failed: true });
      const trace = traceFields(span?.traceparent);
      if (!failing.has(job.name))
        logger.warn({ err: error, job: job.name, ...trace }, 'a job failed, trying again');
      failing.add(job.name);
    }
    count.runs.inc({ job: job.name });
  }

  async function repeat(job: Job, lost: AbortSignal): Promise<void> {
    while (!lost.aborted) {
      await runOnce(job);
      await pause(everyMs, lost);
    }
  }

  async function lead({ lost }: Leadership): Promise<void> {
    leading = true;
    logger.info('this process runs the jobs');
    await Promise.all(jobs.map((job) => repeat(job, lost)));
    leading = false;
  }

  const { signal } = stopping;
  const running = leadUntilStopped(database, { name: 'worker-jobs', signal, logger, work: lead });
  return {
    async stop() {
      stopping.abort();
      await running;
    },
    check() {
      const failures = [...failing].map((name) => `, ${name} fails`).join('');
      return { ok: failures === '', detail: `${leading ? 'leader' : 'standby'}${failures}` };
    },
  };
}

/** Only of runs that did something or failed: a job finds nothing twice a second. */
const startJobSpan = ({ name }: Job, startedMs: number) =>
  startSpan('job', { startedMs, attributes: { 'florin.job': name } });

function countersOf(metrics: Metrics) {
  return {
    runs: metrics.counter('florin_job_runs_total', 'How often a job has run.', ['job']),
    failures: metrics.counter('florin_job_failures_total', 'How often a job has failed.', ['job']),
    done: metrics.counter('florin_job_done_total', 'How many due items a job has done.', ['job']),
  };
}

function showState(jobs: readonly Job[], metrics: Metrics, logger: Logger, isLeading: () => boolean): void {
  metrics.gauge(
    'florin_jobs_leading',
    '1 while this process runs the jobs, 0 while it is a standby.',
    [],
    (gauge) => gauge.set(isLeading() ? 1 : 0),
  );
  const help = 'How long the oldest due item has been due.';
  metrics.gauge('florin_job_oldest_due_seconds', help, ['job'], async (gauge) => {
    for (const { name, overdueSeconds } of jobs) {
      try {
        gauge.set({ job: name }, await overdueSeconds());
      } catch (error) {
        // The other metrics must stay readable while the database is unavailable.
        logger.debug({ err: error, job: name }, 'the age of due items cannot be read');
        gauge.remove({ job: name });
      }
    }
  });
}
