import { escapeHtml } from '@florin/http';
import type { Language } from '../messages.ts';

/** A mail without its addresses. */
export type MailText = { subject: string; text: string; html: string };

const frames: Record<Language, { greeting: string; account: string; why: string }> = {
  en: {
    greeting: 'Hello,',
    account: 'Account',
    why: 'You get this mail because this address is given for notifications about the account.',
  },
  de: {
    greeting: 'Guten Tag,',
    account: 'Konto',
    why: 'Sie erhalten diese E-Mail, weil diese Adresse für Benachrichtigungen zu dem Konto hinterlegt ist.',
  },
};

/** Formats a notification as a mail, as text and as HTML. Its parts come from third parties and are escaped. */
export function mailText(
  { title, body, accountId }: { title: string; body: string; accountId: string },
  language: Language,
): MailText {
  const { greeting, account, why } = frames[language];
  const about = `${account}: ${accountId}`;
  return {
    // A line break would end the header.
    subject: title.replace(/\s+/g, ' '),
    text: [greeting, body, about, why].join('\n\n') + '\n',
    html: `<!doctype html>
<html lang="${language}">
<body style="font-family: sans-serif; line-height: 1.5">
<p>${escapeHtml(greeting)}</p>
<h1 style="font-size: 1.2em">${escapeHtml(title)}</h1>
<p>${escapeHtml(body)}</p>
<p>${escapeHtml(about)}</p>
<p style="color: #666; font-size: 0.85em">${escapeHtml(why)}</p>
</body>
</html>
`,
  };
}
