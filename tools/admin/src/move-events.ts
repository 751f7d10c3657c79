import { checkOperatorActions, connect, recordOperatorAction } from '@florin/database';
import { CannotMove, eventLogOf, kafkaSettings, moveEvents, type EventLogAddress } from '@florin/messaging';
import { actorView, operatorActor } from '@florin/rules';
import { armFailpoints, createLogger, readConfig } from '@florin/service';
import { Type } from 'typebox';
import { CannotDo, type Command } from './command.ts';

const config = Type.Object({
  ...kafkaSettings,
  DATABASE_URL: Type.String({ secret: true }),
  DATABASE_OWNER_URL: Type.Optional(Type.String({ secret: true })),
  FLORIN_FAILPOINTS: Type.Optional(Type.String()),
  NODE_ENV: Type.Optional(Type.String()),
});

/** How often the progress is shown. */
const progressMs = 2_000;

export const moveEventsCommand: Command = {
  usage: 'move-events --to kafka|postgresql',
  does: 'moves the events to the other log, KAFKA_BROKERS or the database, while the bank runs; goes on when it is repeated',
  options: { to: 'required' },
  answersMany: false,
  async run(_database, { to = '' }, { env, operator }) {
    const settings = readConfig(config, env);
    armFailpoints(settings.FLORIN_FAILPOINTS ?? '', settings.NODE_ENV);
    if (!['kafka', 'postgresql'].includes(to)) throw new CannotDo('--to is kafka or postgresql.');
    const url = settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL;
    const { KAFKA_BROKERS } = settings;
    const logs: EventLogAddress[] = [{ logUrl: url }];
    if (KAFKA_BROKERS !== undefined) logs.push(eventLogOf({ ...settings, KAFKA_BROKERS }));
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
    const database = await connect({ url, applicationName: 'florin-move-events', poolSize: 3 });
    try {
      await checkOperatorActions(database);
      const moved = await moveEvents({
        ...{ database, logs, to, signal: stopping.signal, onProgress: showProgress() },
        logger: createLogger({ service: 'move-events', level: 'silent' }),
        record: (unit, { from, to: log }) =>
          recordOperatorAction(unit, {
            actor: actorView(operatorActor(operator)),
            object: { type: 'event_topic', name: 'all' },
            action: 'move_events',
            details: { from, to: log },
          }),
      });
      if (moved === undefined) return { rows: [], remark: `The events are in ${to} already.` };
      const { copied, closedMs } = moved;
      return {
        rows: [
          { from: moved.from, to: moved.to, copied: String(copied), events_waited_ms: String(closedMs) },
        ],
        remark: `All apps need the settings of ${moved.to} now: start them again. ${moved.from} keeps its messages.`,
      };
    } catch (error) {
      throw error instanceof CannotMove ? new CannotDo(error.message, { cause: error }) : error;
    } finally {
      await database.close();
    }
  },
};

function showProgress(): (copied: number) => void {
  let shownAt = performance.now();
  return (copied) => {
    if (performance.now() - shownAt < progressMs) return;
    shownAt = performance.now();
    process.stderr.write(`${copied} messages are copied\n`);
  };
}
