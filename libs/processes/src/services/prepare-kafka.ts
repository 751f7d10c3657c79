import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../ports.ts';
import { startProgram } from '../program.ts';
import { describeKafka, kafkaStart } from './kafka.ts';

/**
 * Starts a broker once, so that later ones start with a third of the CPU time (5.5 s without it, 1.8 s with it): they map
 * the classes that this one has loaded, and copy the storage that it has formatted. Java ignores the classes of another
 * version of Java or of other jars.
 */
export async function prepareKafka(jars: string, say: (line: string) => void): Promise<void> {
  const { classes, storage } = kafkaStart(jars);
  if (existsSync(classes)) return;
  say('preparing Kafka (once)');
  const directory = `${jars}.first-start-${process.pid}`;
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const logFile = join(directory, 'kafka.log');
  try {
    const description = await describeKafka({ directory, jars, port, controllerPort, logFile });
    const formatted = join(directory, 'storage');
    cpSync(join(directory, 'data'), formatted, { recursive: true });
    const written = join(directory, 'classes.jsa');
    const args = [`-XX:ArchiveClassesAtExit=${written}`, ...description.args];
    const broker = await startProgram({ ...description, args });
    await broker.stop(60_000);
    keep(formatted, storage);
    keep(written, classes);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Moves a result into its place, unless another process that prepares Kafka at the same moment was first. */
function keep(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
}
