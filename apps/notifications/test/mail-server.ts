import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { from: string; to: string[]; headers: string; text: string };

/** Decides about a mail: undefined accepts it, otherwise the server answers this error. `number` counts the mails. */
type TakeMail = (mail: ReceivedMail, number: number) => { code: number; message: string } | undefined;

export type MailServer = {
  url: string;
  /** The accepted mails. */
  received: ReceivedMail[];
  behave(take: TakeMail): void;
  close(): Promise<void>;
};

/** Starts a real SMTP server on this machine that accepts every mail until `behave` changes that. */
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
        return; // The sender was killed while it sent the mail.
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
  server.on('error', () => undefined); // Connections that break off.
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

/** Decodes quoted-printable and encoded words, without parsing the MIME structure. */
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
