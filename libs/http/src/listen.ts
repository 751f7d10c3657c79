import type { FastifyInstance } from 'fastify';

/**
 * How many connections the kernel keeps for a process that has not come to accept them yet; it may allow fewer
 * (`net.core.somaxconn`, 4096). Node asks for 511, which a crowd fills while the process is busy for a fifth of a second:
 * who comes then tries again a second later, or is answered with a reset.
 */
const backlog = 4096;

/** The metrics port of an app that is given none lies so far above its public port. */
const metricsPortOffset = 100;

/** Where an app listens. Port 0 takes one that is free. */
export type ListenSettings = {
  HOST: string;
  PORT: number;
  METRICS_HOST: string;
  METRICS_PORT?: number | undefined;
};

/**
 * Lets an HTTP server listen, and the server of its metrics on a port of its own: METRICS_PORT, or 100 above PORT, and where that
 * one is taken, as by another process of the app on this machine, any that is free; the log says which. Resolves to the
 * server's URL.
 */
export async function listen(server: FastifyInstance, settings: ListenSettings): Promise<string> {
  await listenForMetrics(server.metricsServer, settings);
  return server.listen({ host: settings.HOST, port: settings.PORT, backlog });
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
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (!isTaken || METRICS_PORT !== undefined) throw error;
    server.log.warn({ port: derived }, 'the metrics port is taken: set METRICS_PORT to have one that stays');
    await listenOn(0);
  }
}
