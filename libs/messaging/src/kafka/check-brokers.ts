import { isTlsFailure, speaksTls, type Logger } from '@florin/service';
import { openAdmin, type KafkaCluster } from './kafka-client.ts';

/** The time limit for one broker that does not answer. */
const answerWithinMs = 3_000;

/**
 * Checks at a start that the brokers accept this process: certificates, user and password. Throws one line if a broker was
 * reached and refuses, because waiting does not help then. Resolves if no broker was reached: the process waits for them.
 */
export async function checkBrokers(cluster: KafkaCluster, logger: Logger): Promise<void> {
  for (const broker of cluster.brokers) {
    const failure = await failureAt({ ...cluster, brokers: [broker] });
    if (failure === undefined) return;
    const reason = await refusalOf(failure, broker, cluster);
    if (reason !== undefined) {
      const settings = 'KAFKA_BROKERS, KAFKA_TLS_CA and KAFKA_SASL_USERNAME';
      throw new Error(`Kafka at ${broker} cannot be used (${reason}): see ${settings}`, { cause: failure });
    }
    logger.debug({ err: failure, broker }, 'a broker does not answer yet');
  }
}

async function failureAt(cluster: KafkaCluster): Promise<Error | undefined> {
  const admin = openAdmin({ ...cluster, clientId: 'start' }, answerWithinMs);
  try {
    await admin.connect();
    // A broker that wants a user lets others connect, and hangs up at their first request.
    await admin.describeCluster();
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

async function refusalOf(
  error: Error,
  broker: string,
  { security }: KafkaCluster,
): Promise<string | undefined> {
  const message = error.message.split('\n')[0] ?? error.name;
  if (isTlsFailure(error) || isCertificateMessage(message) || isCredentialsRefused(error)) return message;
  const { hostname, port } = new URL(`kafka://${broker}`);
  const isTls = await speaksTls(hostname, Number(port || 9092));
  if (security?.tls === undefined)
    return isTls ? 'it speaks TLS: set KAFKA_TLS_CA or KAFKA_TLS=true' : undefined;
  if (isTls && security.credentials === undefined && isHungUp(error))
    return 'it wants a user: set KAFKA_SASL_USERNAME';
  // A broker that answers in plain text hangs up when a TLS session begins.
  const plainly = isTls ? error : await failureAt({ brokers: [broker] });
  return plainly === undefined ? 'it does not speak TLS' : undefined;
}

const isHungUp = (error: Error): boolean => /closed connection/i.test(error.message);

/** kafkajs keeps the text of a TLS failure, but not its code. */
const isCertificateMessage = (message: string): boolean =>
  /certificate(?! has expired)|altnames|wrong version number|tlsv1|ssl3|handshake failure/i.test(message);

function isCredentialsRefused(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause)
    if (each.name === 'KafkaJSSASLAuthenticationError') return true;
  return false;
}
