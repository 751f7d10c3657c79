import { attemptWithin, AttemptTimedOut } from '@florin/service';
import { createTransport } from 'nodemailer';
import type { Channel, Outcome } from '../channel.ts';
import { mailText } from './mail-text.ts';

const closeWithinMs = 1_000;

export type MailChannel = Channel & { close(): void };

/**
 * Sends each notification as a mail. What the mail server refuses for good (5xx) is not tried again; everything else
 * is. `Message-ID` is the notification's: a mail that is sent twice, because a process died before it could write
 * down that it had been taken, is one mail to servers and programs that look.
 */
export function createMailChannel(options: {
  /** `smtp://` or `smtps://`, with user and password in it where the server wants them. */
  url: string;
  from: string;
  timeoutMs: number;
  concurrency?: number;
}): MailChannel {
  const { from, timeoutMs, concurrency = 5 } = options;
  const transport = createTransport({
    pool: true,
    url: options.url,
    maxConnections: concurrency,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Of a connection that is closed here: how long the other side may keep its half open.
    socketCloseTimeout: closeWithinMs,
  });
  // Of a connection that nobody sends by at that moment; the next mail opens another.
  transport.on('error', () => undefined);
  const domain = /@([^\s@>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    name: 'email',
    concurrency,
    async deliver(notification) {
      const { recipient } = notification;
      if (!recipient)
        return { delivered: false, failure: 'the account has no address any more', retry: false };
      const mail = {
        from,
        to: { name: '', address: recipient },
        messageId: `<${notification.id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        // What stands in a notification never names a file or a URL to fetch.
        disableFileAccess: true,
        disableUrlAccess: true,
        ...mailText(notification, notification.language),
      };
      // The transport's own limits are for silence; a server that trickles would hold its place for ever. The signal
      // ends the connection too.
      return attemptWithin(timeoutMs, (signal) => transport.sendMail({ ...mail, signal })).then(
        () => ({ delivered: true }) as const,
        refusalOf,
      );
    },
    close: () => transport.close(),
  };
}

/** By code only: an error's message may hold addresses. */
function refusalOf(error: unknown): Outcome {
  if (error instanceof AttemptTimedOut) {
    return { delivered: false, failure: `the mail server gave ${error.message}`, retry: true };
  }
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const failure =
    responseCode === undefined ? (code ?? 'unreachable') : `the mail server said ${responseCode}`;
  // 535 and its like are about our own credentials, which somebody may mend.
  const isFinal = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return { delivered: false, failure, retry: !isFinal };
}
