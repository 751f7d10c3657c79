/** The panels of the dashboards, as data: which query answers what. */

import { each, most, perSecond, quantile, quantiles, type Board } from './board.ts';

const bank: Board = {
  uid: 'florin-bank',
  title: 'bank',
  panels: [
    {
      title: 'Writes that fail',
      about: 'The objective is below 0.1 %.',
      unit: 'percentunit',
      queries: [
        ['florin:writes_failed:ratio5m', '5 minutes'],
        ['florin:writes_failed:ratio1h', 'an hour'],
      ],
    },
    {
      title: 'Writes slower than 250 ms',
      about: 'The objective is below 1 %.',
      unit: 'percentunit',
      queries: [
        ['florin:writes_slow:ratio5m', '5 minutes'],
        ['florin:writes_slow:ratio1h', 'an hour'],
      ],
    },
    {
      title: 'Freshness',
      about: '1 while no event is older than 30 s and no webhook has been due for 60 s.',
      unit: 'none',
      queries: [
        ['florin:events_fresh:bool', 'events'],
        ['florin:webhooks_fresh:bool', 'webhooks'],
      ],
    },
    {
      title: 'Movements',
      about: 'Decided movements by kind.',
      unit: 'ops',
      queries: each('florin_movements_total{outcome="completed"}', 'type'),
    },
    {
      title: 'Refused movements',
      about: 'By the code of the refusal.',
      unit: 'ops',
      queries: each('florin_movements_total{outcome!="completed"}', 'outcome'),
    },
    {
      title: 'Money moved',
      about: 'Minor units a second, by currency.',
      unit: 'short',
      queries: each('florin_money_moved_total', 'currency'),
    },
    {
      title: 'Books that do not balance',
      about: 'Must be 0.',
      unit: 'none',
      queries: [['max(florin_audit_differences)', 'currencies of tenants']],
    },
    {
      title: 'Due work',
      about: 'How late holds expire and scheduled transactions are posted.',
      unit: 's',
      queries: most('florin_job_oldest_due_seconds', 'job'),
    },
    {
      title: 'Fraud actions pending',
      about: 'Accounts that a rule wants frozen.',
      unit: 'none',
      queries: [['sum(florin_fraud_actions_pending)', 'actions']],
    },
  ],
};

const api: Board = {
  uid: 'florin-api',
  title: 'API',
  panels: [
    {
      title: 'Requests',
      about: 'By status.',
      unit: 'reqps',
      queries: each('florin_http_request_seconds_count{service="api"}', 'status'),
    },
    {
      title: 'Response time',
      about: 'Of the eight slowest operations, 99th percentile.',
      unit: 's',
      queries: [[`topk(8, ${quantile(0.99, 'florin_http_request_seconds', 'operation')})`, '{{operation}}']],
    },
    {
      title: 'Refusals',
      about: 'By the code in the answer.',
      unit: 'reqps',
      queries: each('florin_http_refusals_total{service="api"}', 'code'),
    },
    {
      title: 'Running requests',
      about: 'By instance.',
      unit: 'none',
      queries: [['florin_http_running_requests{service="api"}', '{{instance}}']],
    },
    {
      title: 'Event loop',
      about: 'Its lag, 99th percentile: above 0.1 s a process is out of CPU.',
      unit: 's',
      queries: [['nodejs_eventloop_lag_p99_seconds', '{{service}} {{instance}}']],
    },
    {
      title: 'CPU',
      about: 'Cores that each process uses.',
      unit: 'none',
      queries: [
        ['rate(process_cpu_seconds_total{job="florin"}[$__rate_interval])', '{{service}} {{instance}}'],
      ],
    },
    {
      title: 'Memory',
      about: 'Resident, by process.',
      unit: 'bytes',
      queries: [['process_resident_memory_bytes{job="florin"}', '{{service}} {{instance}}']],
    },
    {
      title: 'Services reached',
      about: '1 while PostgreSQL, Kafka and Redis answer.',
      unit: 'none',
      queries: [['min by (source, service) (florin_source_up)', '{{service}} {{source}}']],
    },
    {
      title: 'Builds',
      about: 'Which version runs, and on which Node.',
      unit: 'none',
      queries: [
        [
          'count by (service, version, revision, node) (florin_build_info)',
          '{{service}} {{version}} {{revision}} {{node}}',
        ],
      ],
    },
  ],
};

const ledger: Board = {
  uid: 'florin-ledger',
  title: 'ledger',
  panels: [
    {
      title: 'Queue',
      about: 'Movements that wait or are in a unit of work.',
      unit: 'none',
      queries: [['florin_posting_waiting', '{{service}} {{instance}}']],
    },
    {
      title: 'Oldest movement in the queue',
      about: 'Above 2 s requests begin to be refused.',
      unit: 's',
      queries: [['florin_posting_oldest_seconds', '{{service}} {{instance}}']],
    },
    {
      title: 'Wait for a batch',
      about: 'From arrival until the accounts are locked, for the first request of each batch.',
      unit: 's',
      queries: quantiles('florin_posting_wait_seconds'),
    },
    {
      title: 'Unit of work',
      about: 'From begin to commit.',
      unit: 's',
      queries: quantiles('florin_posting_batch_seconds'),
    },
    {
      title: 'Movements in a commit',
      about: 'Larger batches mean slower commits or more load.',
      unit: 'none',
      queries: [
        [
          'sum(rate(florin_posting_batch_size_sum[$__rate_interval])) / sum(rate(florin_posting_batch_size_count[$__rate_interval]))',
          'average',
        ],
      ],
    },
    {
      title: 'Locks in Redis',
      about: 'How long locking the accounts of a batch takes.',
      unit: 's',
      queries: quantiles('florin_lock_seconds'),
    },
    {
      title: 'Busy accounts',
      about: 'Accounts of a batch that another process held.',
      unit: 'ops',
      queries: each('florin_lock_busy_accounts_total', 'service'),
    },
    {
      title: 'Failed units of work',
      about: 'For a technical reason.',
      unit: 'ops',
      queries: each('florin_posting_failures_total', 'service'),
    },
    {
      title: 'Replays',
      about: 'Requests that came again under their key.',
      unit: 'ops',
      queries: each('florin_posting_replays_total', 'service'),
    },
  ],
};

const events: Board = {
  uid: 'florin-events',
  title: 'events',
  panels: [
    {
      title: 'Outbox',
      about: 'Rows that are not published.',
      unit: 'none',
      queries: most('florin_outbox_rows', 'service'),
    },
    {
      title: 'Oldest row of the outbox',
      about: 'Its age: the lag of the relay.',
      unit: 's',
      queries: most('florin_outbox_oldest_age_seconds', 'service'),
    },
    {
      title: 'Published',
      about: 'Messages by topic.',
      unit: 'ops',
      queries: each('florin_published_messages_total', 'topic'),
    },
    {
      title: 'Lag of consumers',
      about: 'Messages that a group has not committed.',
      unit: 'none',
      queries: [['sum by (service, topic) (florin_consumer_lag)', '{{service}} {{topic}}']],
    },
    {
      title: 'Oldest event that waits',
      about: 'How long it has been in its topic.',
      unit: 's',
      queries: most('florin_consumer_oldest_event_age_seconds', 'service'),
    },
    {
      title: 'From event to effect',
      about: 'Oldest event of each unit of work, 99th percentile.',
      unit: 's',
      queries: [[quantile(0.99, 'florin_consumer_delay_seconds', 'service'), '{{service}}']],
    },
    {
      title: 'Handled',
      about: 'Events by consumer.',
      unit: 'ops',
      queries: each('florin_consumer_events_total', 'service'),
    },
    {
      title: 'Dead letters',
      about: 'Events that could not be handled.',
      unit: 'none',
      queries: most('florin_consumer_dead_letters', 'service'),
    },
    {
      title: 'Failed attempts',
      about: 'At writing to Kafka, and at handling while the database was away.',
      unit: 'ops',
      queries: [
        [perSecond('florin_publish_failures_total', 'service'), 'publish {{service}}'],
        [perSecond('florin_consumer_retries_total', 'service'), 'handle {{service}}'],
      ],
    },
  ],
};

const webhooks: Board = {
  uid: 'florin-webhooks',
  title: 'webhooks',
  panels: [
    {
      title: 'Oldest delivery that is due',
      about: 'Above 60 s deliveries are late.',
      unit: 's',
      queries: [['max(florin_webhook_oldest_due_age_seconds)', 'due for']],
    },
    {
      title: 'Attempts',
      about: 'By the state of the delivery after it.',
      unit: 'ops',
      queries: each('florin_webhook_attempts_total', 'result'),
    },
    {
      title: 'Duration of attempts',
      about: 'Slow endpoints use the attempts that may run at once.',
      unit: 's',
      queries: quantiles('florin_webhook_attempt_seconds'),
    },
    {
      title: 'Disabled endpoints',
      about: 'By reason.',
      unit: 'none',
      queries: most('florin_webhook_endpoints_disabled', 'reason'),
    },
    {
      title: 'Events for webhooks',
      about: 'Handled by notifications, by type.',
      unit: 'ops',
      queries: each('florin_consumer_events_total{service="notifications"}', 'type'),
    },
    {
      title: 'Deliveries reported',
      about: 'Rows of the outbox of notifications.',
      unit: 'none',
      queries: [['max(florin_outbox_rows{service="notifications"})', 'rows']],
    },
  ],
};

const postgresql: Board = {
  uid: 'florin-postgresql',
  title: 'PostgreSQL',
  panels: [
    {
      title: 'Sessions',
      about: 'Of the server, with its limit.',
      unit: 'none',
      queries: [
        ['max(florin_postgres_connections)', 'in use'],
        ['max(florin_postgres_connections_max)', 'limit'],
      ],
    },
    {
      title: 'Pools',
      about: 'Connections in use by process, and uses that wait.',
      unit: 'none',
      queries: [
        ['florin_database_connections{state="used"}', '{{service}} {{pool}}'],
        ['sum by (service, pool) (florin_database_connections_awaited)', 'waiting {{service}} {{pool}}'],
      ],
    },
    {
      title: 'Transactions',
      about: 'Committed and rolled back.',
      unit: 'ops',
      queries: [
        ['max(rate(florin_postgres_commits[$__rate_interval]))', 'committed'],
        ['max(rate(florin_postgres_rollbacks[$__rate_interval]))', 'rolled back'],
      ],
    },
    {
      title: 'Locks that are waited for',
      about: 'Above 0 for long: a session holds rows.',
      unit: 'none',
      queries: [['max(florin_postgres_lock_waits)', 'waits']],
    },
    {
      title: 'Deadlocks',
      about: 'Postings lock in one order and have none.',
      unit: 'ops',
      queries: [['max(rate(florin_postgres_deadlocks[$__rate_interval]))', 'deadlocks']],
    },
    {
      title: 'Blocks from the buffers',
      about: 'The share that needs no read.',
      unit: 'percentunit',
      queries: [
        [
          'max(rate(florin_postgres_blocks_hit[$__rate_interval]) / (rate(florin_postgres_blocks_hit[$__rate_interval]) + rate(florin_postgres_blocks_read[$__rate_interval])))',
          'share',
        ],
      ],
    },
    {
      title: 'Write-ahead log',
      about: 'Bytes a second.',
      unit: 'Bps',
      queries: [['max(rate(florin_postgres_wal_bytes[$__rate_interval]))', 'written']],
    },
    {
      title: 'Size',
      about: 'The database on disk.',
      unit: 'bytes',
      queries: [['max(florin_postgres_size_bytes)', 'database']],
    },
    {
      title: 'Replica lag',
      about:
        'How old what a replica answers may be. Above REPLICA_MAX_LAG_MS (1 s) the primary serves its reads.',
      unit: 's',
      queries: [['max by (replica) (florin_replica_lag_seconds)', 'replica {{replica}}']],
    },
    {
      title: 'Temporary files',
      about: 'Sorts and hashes that do not fit into work_mem.',
      unit: 'Bps',
      queries: [['max(rate(florin_postgres_temporary_bytes[$__rate_interval]))', 'written']],
    },
  ],
};

export const boards: readonly Board[] = [bank, api, ledger, events, webhooks, postgresql];
