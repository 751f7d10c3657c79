import { Type, type Static, type TObject } from 'typebox';

/** The standard variables of OpenTelemetry that decide whether and what a process traces; the exporter reads its others itself. */
export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.String({ default: '' }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: Type.String({ default: '' }),
  OTEL_TRACES_EXPORTER: Type.String({ default: 'otlp', pattern: '^(otlp|none)$' }),
  OTEL_SDK_DISABLED: Type.Boolean({ default: false }),
  OTEL_TRACES_SAMPLER: Type.String({
    default: 'parentbased_always_on',
    pattern: '^(parentbased_)?(always_on|always_off|traceidratio)$',
  }),
  OTEL_TRACES_SAMPLER_ARG: Type.Number({ default: 1, minimum: 0, maximum: 1 }),
  OTEL_BSP_SCHEDULE_DELAY: Type.Integer({ default: 5_000, minimum: 1, maximum: 600_000 }),
};
export type TracingSettings = Static<TObject<typeof tracingSettings>>;

export type Attributes = Record<string, string | number | boolean>;

export type SpanOptions = {
  kind?: 'server' | 'client' | 'producer' | 'consumer';
  /** The `traceparent` (W3C) of the span that this one is part of. Without it the span begins a trace. */
  parent?: string | undefined;
  /** The same of spans that it is about, such as the requests of a batch. */
  links?: readonly string[];
  attributes?: Attributes;
  /** By `performance.now()`; default now. */
  startedMs?: number;
};

/** A span that is recorded. */
export type Span = {
  readonly traceId: string;
  /** Names this span as the parent of others, also in other processes. */
  readonly traceparent: string;
  end(result?: { name?: string | undefined; attributes?: Attributes; failed?: boolean }): void;
};

export type StartSpan = (name: string, options: SpanOptions) => Span | undefined;

let start: StartSpan | undefined;

/** Whether this process records traces. Where it is false, nothing has to be prepared for a span. */
export const isTracing = (): boolean => start !== undefined;

/** Begins a span. Undefined when this process does not trace, or when the sampler has not chosen the trace. */
export const startSpan = (name: string, options: SpanOptions = {}): Span | undefined =>
  start?.(name, options);

/**
 * The fields by which a log line names the trace of this `traceparent`: `trace_id`, or none without a traceparent, which a
 * client may have written.
 */
export function traceFields(traceparent: string | undefined): { trace_id?: string } {
  const traceId = /^00-([0-9a-f]{32})-/.exec(traceparent ?? '')?.[1];
  return traceId === undefined ? {} : { trace_id: traceId };
}

/**
 * Turns tracing on if an OTLP endpoint is set; only then OpenTelemetry is loaded at all. Returns what sends the last spans,
 * or undefined when tracing is off.
 */
export async function startTracing(
  service: string,
  settings: TracingSettings,
): Promise<(() => Promise<void>) | undefined> {
  const endpoint = settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === '' || settings.OTEL_SDK_DISABLED || settings.OTEL_TRACES_EXPORTER === 'none')
    return undefined;
  const { openTracer } = await import('./open-tracer.ts');
  const tracer = openTracer(service, settings);
  start = tracer.start;
  return tracer.close;
}
