import { attemptWithin, AttemptTimedOut, WindowCounts } from '@florin/service';
import { createTransport } from 'nodemailer';
import type { Channel, Outcome } from '../channel.ts';
import { mailText } from './mail-text.ts';

const closeWithinMs = 1_000;
const hourMs = 3_600_000;

export type MailChannel = Channel & { close(): void };

/**
 * Sends each notification as a mail. Permanent refusals of the mail server (5xx) are not retried, all other failures
 * are. `Message-ID` is the notification's id: when a process dies before it records a delivery, the mail is sent twice,
 * and mail servers and clients can recognize the duplicate.
 */
export function createMailChannel(options: {
  /** `smtp://` or `smtps://`, with user and password if the server requires them. */
  url: string;
  from: string;
  timeoutMs: number;
  concurrency?: number;
  /** How many mails one address gets in an hour; more wait for their next attempt. Default 0: no limit. */
  perAddressPerHour?: number;
}): MailChannel {
  const { from, timeoutMs, concurrency = 5, perAddressPerHour = 0 } = options;
  // No address is confirmed: a tenant must not be able to flood one that belongs to somebody else.
  const counts = new WindowCounts();
  const transport = createTransport({
    pool: true,
    url: options.url,
    maxConnections: concurrency,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // How long the server may keep its half of a connection open after this side has closed it.
    socketCloseTimeout: closeWithinMs,
  });
  // An idle connection failed. The next mail opens another one.
  transport.on('error', () => undefined);
  const domain = /@([^\s@>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    name: 'email',
    concurrency,
    async deliver(notification) {
      const { recipient } = notification;
      if (!recipient)
        return { delivered: false, failure: 'the account no longer has an address', retry: false };
      if (perAddressPerHour > 0 && counts.add(recipient.toLowerCase(), hourMs) > perAddressPerHour)
        return { delivered: false, failure: 'the address has had too many mails in this hour', retry: true };
      const mail = {
        from,
        to: { name: '', address: recipient },
        messageId: `<${notification.id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        // Notification texts must never make the library read a file or fetch a URL.
        disableFileAccess: true,
        disableUrlAccess: true,
        ...mailText(notification, notification.language),
      };
      // The transport's own time limits are for silent servers; one that trickles bytes would never reach them. The
      // signal also ends the connection.
      return attemptWithin(timeoutMs, (signal) => transport.sendMail({ ...mail, signal })).then(
        () => ({ delivered: true }) as const,
        refusalOf,
      );
    },
    close: () => transport.close(),
  };
}

/** Reports codes only: an error's message may contain mail addresses. */
function refusalOf(error: unknown): Outcome {
  if (error instanceof AttemptTimedOut) {
    return { delivered: false, failure: `the mail server gave ${error.message}`, retry: true };
  }
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const failure =
    responseCode === undefined ? (code ?? 'unreachable') : `the mail server said ${responseCode}`;
  // 535 and similar codes reject our own credentials, which an operator can correct.
  const isFinal = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return { delivered: false, failure, retry: !isFinal };
}
