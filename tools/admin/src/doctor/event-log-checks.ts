import { readUsedLog } from '@florin/messaging';
import { NotChecked, type Check } from './check.ts';

/** A log of the settings that is not the one in use, and a move that has not ended. */
export const logInUse: Check = async ({ database, settings }) => {
  const used = await readUsedLog(database);
  if (used === undefined) throw new NotChecked('No app has started yet, so no event log is recorded');
  const configured = settings.KAFKA_BROKERS === undefined ? 'PostgreSQL' : 'Kafka';
  if (used.movingTo !== null)
    return [
      {
        what: `The events are being moved from ${used.log} to ${used.movingTo}`,
        why: 'Nothing is published meanwhile, and the outbox grows',
        remedy: `Repeat npm run admin -- move-events --to ${used.movingTo.toLowerCase()}, or name ${used.log.toLowerCase()} to give it up`,
      },
    ];
  if (used.log === configured) return [];
  return [
    {
      what: `The events are in ${used.log} since ${used.since}, and these settings name ${configured}`,
      why: 'An app with these settings does not start',
      remedy: 'Give all apps the same KAFKA_BROKERS, or none; npm run admin -- move-events moves the events',
    },
  ];
};
