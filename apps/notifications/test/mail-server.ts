import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { from: string; to: string[]; headers: string; text: string };

/** How the server takes a mail: nothing, or the error it answers with; `number` counts the mails it was sent. */
type TakeMail = (mail: ReceivedMail, number: number) => { code: number; message: string } | undefined;

export type MailServer = {
  url: string;
  /** Those it took. */
  received: ReceivedMail[];
  behave(take: TakeMail): void;
  close(): Promise<void>;
};

/** A real SMTP server on this machine that takes every mail unless told otherwise. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let take: TakeMail = () => undefined;
  let number = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 500,
    async onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer);
      } catch {
        return; // Its sender was killed in the middle of it.
      }
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      const mail = {
        from: mailFrom === false ? '' : mailFrom.address,
        to,
        ...readable(Buffer.concat(chunks)),
      };
      const refusal = take(mail, ++number);
      if (refusal) return callback(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
      received.push(mail);
      callback();
    },
  });
  server.on('error', () => undefined); // Of connections that break off.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    behave: (next) => {
      take = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** As a mail program would show it, without taking it apart: quoted-printable and encoded words decoded. */
function readable(raw: Buffer): { headers: string; text: string } {
  const [head = '', ...rest] = raw.toString('latin1').split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  const headers = unfolded.replace(/=\?UTF-8\?Q\?(.*?)\?=\s*/gi, (_, word: string) =>
    decoded(word.replaceAll('_', ' ')),
  );
  return { headers, text: decoded(rest.join('\n\n').replace(/=\r\n/g, '')) };
}

const decoded = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
