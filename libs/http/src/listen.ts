import type { ServiceContext } from '@florin/service';
import type { FastifyInstance } from 'fastify';
import { isRecord } from './request/is-record.ts';

/**
 * The number of connections that the kernel queues until the process accepts them. The kernel may allow fewer
 * (`net.core.somaxconn`, 4096). Node's default of 511 is full under load when the process is busy for a fifth of a
 * second; further clients then retry a second later or get a reset.
 */
const backlog = 4096;

/** The default metrics port is this far above the public port. */
const metricsPortOffset = 100;

/** The addresses an app listens on. Port 0 means any free port. */
export type ListenSettings = {
  HOST: string;
  PORT: number;
  METRICS_HOST: string;
  METRICS_PORT?: number | undefined;
};

/**
 * Starts to listen. Metrics are served on a port of their own: METRICS_PORT, or by default 100 above PORT. If that
 * default is in use, for example by another process of the app, any free port is used and logged. Where another service of
 * the process shows them, they are not served here. Resolves to the URL of the server.
 */
export async function listen(
  server: FastifyInstance,
  settings: ListenSettings,
  { servesOperators, onListening }: Pick<ServiceContext, 'servesOperators' | 'onListening'>,
): Promise<string> {
  if (servesOperators) await listenForMetrics(server.metricsServer, settings);
  const url = await server.listen({ host: settings.HOST, port: settings.PORT, backlog });
  onListening(url);
  return url;
}

async function listenForMetrics(server: FastifyInstance, settings: ListenSettings): Promise<void> {
  const { PORT, METRICS_HOST: host, METRICS_PORT } = settings;
  const above = PORT + metricsPortOffset;
  const derived = PORT === 0 || above > 65_535 ? 0 : above;
  const listenOn = (port: number) =>
    server.listen({ host, port, listenTextResolver: (address) => `metrics at ${address}/metrics` });
  try {
    await listenOn(METRICS_PORT ?? derived);
  } catch (error) {
    const isTaken = isRecord(error) && error['code'] === 'EADDRINUSE';
    if (!isTaken || METRICS_PORT !== undefined) throw error;
    server.log.warn({ port: derived }, 'the metrics port is in use: set METRICS_PORT for a fixed port');
    await listenOn(0);
  }
}
