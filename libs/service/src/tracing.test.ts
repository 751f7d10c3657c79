import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';

const index = new URL('./index.ts', import.meta.url).href;

/** Starts and ends a service with these settings, and returns what of OpenTelemetry it has loaded. */
function loadedBy(env: Record<string, string>): string[] {
  const script = `
    import { writeSync } from 'node:fs';
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve(name, context, next) {
      // prom-client imports the API, which is small and does nothing by itself.
      if (name.startsWith('@opentelemetry/') && name !== '@opentelemetry/api') loaded.push(name);
      return next(name, context);
    } });
    const { runService } = await import('${index}');
    const start = async () => { writeSync(2, JSON.stringify(loaded)); process.exit(0); };
    await runService({ name: 'bank', config: { properties: {} }, start });`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return JSON.parse(stderr);
}

test('without an OTLP endpoint OpenTelemetry is not even loaded', () => {
  expect(loadedBy({})).toEqual([]);
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  expect(loadedBy({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toEqual([]);
  expect(loadedBy({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toEqual([]);
  expect(loadedBy(endpoint)).toContain('@opentelemetry/sdk-trace');
});

test('spans are sent with their names, parents and links; the sampler and a parent decide which', async () => {
  const received: { name: string; traceId: string; parentSpanId?: string; links?: { spanId: string }[] }[] =
    [];
  const server = createServer((request, answer) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      for (const { scopeSpans } of JSON.parse(text).resourceSpans)
        for (const { spans } of scopeSpans) received.push(...spans);
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const script = `
    import { startSpan } from '${index}';
    import { startTracing } from '${new URL('./tracing.ts', import.meta.url).href}';
    const close = await startTracing('bank', {
      OTEL_EXPORTER_OTLP_ENDPOINT: process.env.OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '',
      OTEL_TRACES_EXPORTER: 'otlp', OTEL_SDK_DISABLED: false, OTEL_BSP_SCHEDULE_DELAY: 5000,
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: 0,
    });
    if (startSpan('not chosen') !== undefined) throw new Error('chosen');
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const unchosen = '00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-00';
    if (startSpan('of a parent that is not chosen', { parent: unchosen }) !== undefined) throw new Error('chosen');
    startSpan('first', { parent, links: [parent, 'no traceparent'] }).end({ name: 'renamed' });
    await close();`;
  const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  server.close();
  expect(received).toMatchObject([
    {
      name: 'renamed',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      links: [{ spanId: 'b7ad6b7169203331' }],
    },
  ]);
});
