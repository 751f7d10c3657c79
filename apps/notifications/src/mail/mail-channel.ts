import { createTransport } from 'nodemailer';
import type { Channel, Outcome } from '../channel.ts';
import { mailText } from './mail-text.ts';

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
  });
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
      return withinLimit(
        transport.sendMail(mail).then(() => ({ delivered: true }) as const, refusalOf),
        timeoutMs,
      );
    },
    close: () => transport.close(),
  };
}

/** The transport's own limits are for silence; a server that trickles would hold its place for ever. */
async function withinLimit(sending: Promise<Outcome>, timeoutMs: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Outcome>((end) => {
    const failure = `the mail server did not take it within ${timeoutMs} ms`;
    timer = setTimeout(() => end({ delivered: false, failure, retry: true }), timeoutMs);
  });
  return Promise.race([sending, limit]).finally(() => clearTimeout(timer));
}

/** By code only: an error's message may hold addresses. */
function refusalOf(error: unknown): Outcome {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const failure =
    responseCode === undefined ? (code ?? 'unreachable') : `the mail server said ${responseCode}`;
  // 535 and its like are about our own credentials, which somebody may mend.
  const isFinal = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return { delivered: false, failure, retry: !isFinal };
}
