import type { Logger } from '@florin/service';
import type { HandleMessages } from './handle-messages.ts';
import type { KafkaCluster } from './kafka/kafka-client.ts';
import type { PostgresLog } from './postgres/log-session.ts';
import type { OutgoingMessage } from './publisher.ts';

/** Where the event log is. The fields say which log it is. */
export type EventLogAddress = KafkaCluster | PostgresLog;

/** The same, and the name that this client gives itself, which the log's own records show. */
export type LogClient = EventLogAddress & { clientId: string };

/** A message as the log delivered it. */
export type ReceivedMessage = {
  topic: string;
  partition: number;
  offset: string;
  /** Epoch milliseconds, as text. */
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
};

/** A position in the log: the offset of the next message, by `topic/partition`. */
export type LogPosition = ReadonlyMap<string, bigint>;

export type TopicSettings = Partial<Record<'max.message.bytes' | 'retention.ms', string>>;

/**
 * What this package needs of a log of messages in topics, which consist of numbered partitions with an offset for each
 * message. Everything else (order, retries, dead letters, lag, replay) is above it and the same for each log.
 */
export type EventLog = {
  /** Its name in log lines. */
  readonly name: string;
  /** Throws one line if the log was reached and refuses this process. Resolves if it does not answer. */
  check(logger: Logger): Promise<void>;
  /** The connection that writes. It opens at the first write. `mayWrite` is called right before each. */
  openWriter(mayWrite: () => boolean): LogWriter;
  /** A connection for everything about topics and groups. */
  openAdmin(): LogAdmin;
  /** Handles the messages of the topics as a member of a group, until a crash, whose error it returns, or an abort. */
  consume(member: GroupMember): Promise<unknown>;
  /** Reads without a group. Ends when every partition of `to` was read, or `signal` aborts; throws when the log fails. */
  read(reader: LogReader): Promise<void>;
};

export type LogWriter = {
  /** Resolves when all messages are written durably, in their order for each key. One call at a time, without retries. */
  write(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Cuts the connection at once, so that no part of an unfinished write arrives later. The next write opens another. */
  discard(): void;
  close(): Promise<void>;
  /** Whether the log refuses these messages themselves, so that a retry gets the same error. */
  isRefusal(error: unknown): boolean;
  /** The log's own name of an error, for a check. */
  nameOf(error: unknown): string | undefined;
};

/** The offsets of a partition's first message and of the next one to be written. */
type PartitionBounds = { partition: number; low: bigint; high: bigint };

export type LogAdmin = {
  connect(): Promise<void>;
  /** Whether the log answers. Throws otherwise. */
  ping(): Promise<void>;
  topicNames(): Promise<string[]>;
  createTopic(topic: string, partitions: number, settings: TopicSettings): Promise<void>;
  /** Throws while one of them cannot be used yet. */
  requireTopics(topics: readonly string[]): Promise<void>;
  /** Throws when there is no such topic. */
  bounds(topic: string): Promise<PartitionBounds[]>;
  /** The offset of the first message that was written at or after this time; negative if there is none since. */
  offsetsSince(topic: string, sinceMs: number): Promise<{ partition: number; offset: bigint }[]>;
  /** Contains no partition that the group never committed. */
  committed(groupId: string, topics: readonly string[]): Promise<LogPosition>;
  hasMembers(groupId: string): Promise<boolean>;
  /** Only for a group without members. */
  commit(groupId: string, topic: string, offsets: ReadonlyMap<number, bigint>): Promise<void>;
  close(): Promise<void>;
};

export type GroupMember = {
  groupId: string;
  topics: readonly string[];
  handleMessages: HandleMessages;
  onJoin: () => void;
  signal: AbortSignal;
};

export type LogReader = {
  topics: readonly string[];
  /** Where to begin; a partition that is not in it is read from its first message. Kept up to date. */
  next: Map<string, bigint>;
  /** Where to end; undefined: never. */
  to?: LogPosition;
  /** One batch of one partition at a time, in its order. Its error ends the reading. */
  onBatch: (messages: readonly ReceivedMessage[]) => Promise<void>;
  signal: AbortSignal;
};

/** The key of a partition in a {@link LogPosition}. */
export const partitionName = (topic: string, partition: number): string => `${topic}/${partition}`;

/** The parts of such a key. */
export function partitionOf(name: string): { topic: string; partition: number } {
  const cut = name.lastIndexOf('/');
  return { topic: name.slice(0, cut), partition: Number(name.slice(cut + 1)) };
}
