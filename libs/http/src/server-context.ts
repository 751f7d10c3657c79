import type { ServiceContext } from '@florin/service';

/** As much of the running service as an HTTP server needs. */
export type ServerContext = Pick<
  ServiceContext,
  'logger' | 'metrics' | 'readiness' | 'isStarting' | 'isStopping' | 'onStop' | 'accessLog'
>;
