import type { ServiceContext } from '@florin/service';

/** As much of the running service as a door needs. */
export type DoorContext = Pick<
  ServiceContext,
  'logger' | 'metrics' | 'readiness' | 'isStarting' | 'isStopping' | 'onStop' | 'accessLog'
>;
