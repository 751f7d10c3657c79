import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../repository.ts';
import { SetupProblem } from '../setup-problem.ts';
import { prepareKafka } from './prepare-kafka.ts';

const pom = fromRoot('libs/processes/kafka/pom.xml');

/**
 * Returns the folder with Kafka's jars, prepared for a fast start. Maven downloads them on first use, and again when the
 * pom changes.
 */
export async function ensureKafkaJars(say: (line: string) => void): Promise<string> {
  requireJava();
  const content = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const cache = fromRoot('.local', 'cache');
  const jars = join(cache, `kafka-${content}`);
  if (!existsSync(jars)) {
    say('downloading Kafka with Maven (43 MB, once)');
    mkdirSync(cache, { recursive: true });
    await download(jars);
  }
  await prepareKafka(jars, say);
  return jars;
}

async function download(jars: string): Promise<void> {
  const arriving = `${jars}.${process.pid}`;
  await copyDependencies(arriving);
  if (existsSync(jars)) rmSync(arriving, { recursive: true });
  else renameSync(arriving, jars);
}

function requireJava(): void {
  const probe = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(probe.stderr ?? '')?.[1] ?? 0);
  if (major >= 17) return;
  const found = probe.status === 0 ? `Java ${major} is too old` : 'Java is not installed';
  throw new SetupProblem(
    `${found} for Kafka: install Java 17 or newer (Debian: sudo apt-get install openjdk-17-jre-headless), or set KAFKA_BROKERS.`,
  );
}

async function copyDependencies(directory: string): Promise<void> {
  if (spawnSync('mvn', ['--version']).status !== 0) {
    throw new SetupProblem(
      'Maven is not installed, which brings Kafka: install it (Debian: sudo apt-get install maven), or set KAFKA_BROKERS.',
    );
  }
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${directory}`, '-DincludeScope=runtime'];
  const maven = spawn('mvn', ['-q', '-B', '-ntp', '-f', pom, ...goal], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [maven.stdout, maven.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => maven.once('exit', resolve));
  if (code === 0) return;
  rmSync(directory, { recursive: true, force: true });
  const reason = output.split('\n').find((line) => line.includes('ERROR')) ?? `exit code ${code}`;
  throw new SetupProblem(`Maven could not bring Kafka's jars: ${reason.slice(0, 300)}`);
}
