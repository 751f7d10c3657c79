import { fromRoot, isListening, type ProgramDescription } from '@florin/processes';
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Supervisor } from '../processes/supervisor.ts';
import type { Say } from '../narration.ts';
import type { ClusterSettings } from './cluster-settings.ts';

const source = fromRoot('tools', 'local-stack', 'collector');

/** Where the collector writes what it receives: a line of OTLP as JSON for each batch of spans. */
export const tracesFileOf = ({ directory }: ClusterSettings): string => join(directory, 'traces.jsonl');

/**
 * Starts an OpenTelemetry Collector and resolves to its address for OTLP over HTTP, or to undefined after a line that says what
 * is missing. It is built with Go, once, which takes two minutes of CPU: only if `wanted`.
 */
export async function startCollector(
  cluster: ClusterSettings,
  supervisor: Supervisor,
  say: Say,
  wanted: boolean,
): Promise<string | undefined> {
  const program = await bringCollector(say, wanted);
  if (program === undefined) return undefined;
  const { collectorPort: port } = cluster;
  await supervisor.start({ name: 'collector', port, describe: () => describeCollector(cluster, program) });
  say(`the collector receives traces on 127.0.0.1:${port} and writes them to ${tracesFileOf(cluster)}`);
  return `http://127.0.0.1:${port}`;
}

/** The path of the program of these sources; undefined when it is not built, and cannot or need not be. */
async function bringCollector(say: Say, wanted: boolean): Promise<string | undefined> {
  const sources = ['main.go', 'go.mod', 'go.sum'].map((name) => readFileSync(join(source, name)));
  const version = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
  const folder = fromRoot('.local', 'tools');
  const program = join(folder, `collector-${version}`);
  if (existsSync(program)) return program;
  if (!wanted) {
    say('without traces: --traces builds a collector with Go, once, and starts it');
    return undefined;
  }
  if (spawnSync('go', ['version']).status !== 0) {
    say('without traces: the collector needs Go to be built (https://go.dev)');
    return undefined;
  }
  say('building the collector of traces (once, some minutes)');
  mkdirSync(folder, { recursive: true });
  const arriving = `${program}.${process.pid}`;
  try {
    const args = ['build', '-trimpath', '-ldflags', '-s -w', '-o', arriving, '.'];
    await promisify(execFile)('go', args, { cwd: source });
  } catch (error) {
    say(`without traces: the collector could not be built: ${lastLine(error)}`);
    return undefined;
  }
  renameSync(arriving, program);
  return program;
}

const lastLine = (error: unknown): string => String(error).trim().split('\n').at(-1) ?? '';

function describeCollector(cluster: ClusterSettings, program: string): ProgramDescription {
  const { collectorPort: port, directory, logDirectory } = cluster;
  const path = join(directory, 'collector.json');
  writeFileSync(path, JSON.stringify(collectorConfig(port, tracesFileOf(cluster)), undefined, 2));
  return {
    name: 'collector',
    command: program,
    args: ['--config', path],
    logFile: join(logDirectory, 'collector.log'),
    isReady: () => isListening(port),
    readyWithinMs: 60_000,
  };
}

/** It serves no metrics of its own: their default port may be another program's. */
const collectorConfig = (port: number, path: string) => ({
  receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
  exporters: { file: { path, flush_interval: '1s', rotation: { max_megabytes: 100, max_backups: 2 } } },
  service: {
    pipelines: { traces: { receivers: ['otlp'], exporters: ['file'] } },
    telemetry: { metrics: { level: 'none' } },
  },
});
