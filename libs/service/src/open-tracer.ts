import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import type { Span, SpanOptions, StartSpan, TracingSettings } from './tracing.ts';

/*
 * Imported only where tracing is on. Parents are passed on by hand, as traceparent: a batch has many, and a context that
 * follows each promise would cost every request, traced or not.
 */

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Creates spans that are sent in the background. `close` sends the last ones. */
export function openTracer(
  service: string,
  settings: TracingSettings,
): { start: StartSpan; close(): Promise<void> } {
  const named = resourceFromAttributes({ 'service.name': `florin-${service}` });
  const provider = new TracerProvider({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and so win.
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(settings.OTEL_TRACES_SAMPLER, settings.OTEL_TRACES_SAMPLER_ARG),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
      }),
    ],
  });
  const tracer = provider.getTracer('florin');
  return {
    start(name, { kind, parent, links = [], attributes = {}, startedMs }: SpanOptions) {
      const context = parent === undefined ? undefined : spanContextOf(parent);
      const span = tracer.startSpan(
        name,
        {
          attributes,
          links: links.flatMap((link) => spanContextOf(link) ?? []).map((each) => ({ context: each })),
          ...(kind === undefined ? {} : { kind: kinds[kind] }),
          ...(startedMs === undefined ? {} : { startTime: startedMs }),
        },
        context === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context),
      );
      return span.isRecording() ? recorded(span) : undefined;
    },
    close: () => provider.shutdown(),
  };
}

function recorded(span: ReturnType<ReturnType<typeof trace.getTracer>['startSpan']>): Span {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    traceparent: `00-${traceId}-${spanId}-01`,
    end({ name, attributes, failed = false } = {}) {
      if (name !== undefined) span.updateName(name);
      if (attributes) span.setAttributes(attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Undefined when the text is no traceparent: it may come from a client. */
function spanContextOf(text: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = traceparent.exec(text) ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const isSampled = (Number.parseInt(flags ?? '0', 16) & 1) === 1;
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
}

function samplerOf(name: string, ratio: number): Sampler {
  const parentBased = 'parentbased_';
  if (name.startsWith(parentBased))
    return new ParentBasedSampler({ root: samplerOf(name.slice(parentBased.length), ratio) });
  if (name === 'traceidratio') return new TraceIdRatioBasedSampler(ratio);
  return name === 'always_off' ? new AlwaysOffSampler() : new AlwaysOnSampler();
}
