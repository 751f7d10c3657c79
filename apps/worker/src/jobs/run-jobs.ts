import { leadUntilStopped, type Database, type Leadership } from '@florin/database';
import { pause, type Logger, type Metrics } from '@florin/service';

/** Work that falls due by the clock. Running it twice, even at the same time, must do no more than running it once. */
export type Job = {
  name: string;
  /** Does all that is due; answers with how much that was. */
  run(): Promise<number>;
  /** How many seconds the oldest of what is due has been due; 0 when nothing is. */
  overdueSeconds(): Promise<number>;
};

export type Jobs = {
  /** Finishes what runs, gives the leadership up. */
  stop(): Promise<void>;
  /** For a readiness check: a standby is as ready as the leader. */
  check(): { ok: boolean; detail: string };
};

export type JobOptions = { database: Database; jobs: readonly Job[]; logger: Logger; metrics: Metrics };

/** What is due is promised to be done within 5 s: looked for this often, a failed look and a lost leader fit in. */
const everyMs = 500;

/** Runs the jobs over and over, each on its own, in one process at a time: the one that holds the lease. */
export function startJobs({ database, jobs, logger, metrics }: JobOptions): Jobs {
  const stopping = new AbortController();
  const failing = new Set<string>();
  const count = countersOf(metrics);
  let leading = false;
  showState(jobs, metrics, logger, () => leading);

  async function runOnce(job: Job): Promise<void> {
    try {
      count.done.inc({ job: job.name }, await job.run());
      failing.delete(job.name);
    } catch (error) {
      count.failures.inc({ job: job.name });
      if (!failing.has(job.name)) logger.warn({ err: error, job: job.name }, 'a job failed, trying again');
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
    logger.info('leads the jobs');
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
      const trouble = [...failing].map((name) => `, ${name} fails`).join('');
      return { ok: trouble === '', detail: `${leading ? 'leader' : 'standby'}${trouble}` };
    },
  };
}

function countersOf(metrics: Metrics) {
  return {
    runs: metrics.counter('florin_job_runs_total', 'How often a job has looked for what is due.', ['job']),
    failures: metrics.counter('florin_job_failures_total', 'How often a job has failed.', ['job']),
    done: metrics.counter('florin_job_done_total', 'What a job has found due and done.', ['job']),
  };
}

function showState(jobs: readonly Job[], metrics: Metrics, logger: Logger, isLeading: () => boolean): void {
  metrics.gauge(
    'florin_jobs_leading',
    '1 while this process runs the jobs, 0 while it stands by.',
    [],
    (gauge) => gauge.set(isLeading() ? 1 : 0),
  );
  const help = 'For how long the oldest of what is due has been.';
  metrics.gauge('florin_job_oldest_due_seconds', help, ['job'], async (gauge) => {
    for (const { name, overdueSeconds } of jobs) {
      try {
        gauge.set({ job: name }, await overdueSeconds());
      } catch (error) {
        // The other metrics must stay readable while the database is away, above all then.
        logger.debug({ err: error, job: name }, 'what is due cannot be read');
        gauge.remove({ job: name });
      }
    }
  });
}
