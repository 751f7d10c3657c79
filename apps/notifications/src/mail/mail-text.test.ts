import { expect, test } from '@jest/globals';
import { mailText } from './mail-text.ts';

const accountId = 'acct_01m819eke0e209k3gghyc4dkah';

test('a mail says the same as text and as HTML, in the language of the account', () => {
  const english = mailText({ title: 'You paid 1.00 USD', body: '1.00 USD left.', accountId }, 'en');
  expect(english.subject).toBe('You paid 1.00 USD');
  for (const part of [english.text, english.html]) {
    for (const words of ['Hello,', '1.00 USD left.', accountId]) expect(part).toContain(words);
  }
  const german = mailText({ title: 'Sie haben 1,00 USD bezahlt', body: '1,00 USD weg.', accountId }, 'de');
  for (const part of [german.text, german.html]) {
    for (const words of ['Guten Tag,', `Konto: ${accountId}`, '1,00 USD weg.']) expect(part).toContain(words);
  }
  expect(german.html).toContain('lang="de"');
});

test('titles and bodies are escaped in HTML, and a subject is one line', () => {
  const title = 'A\r\nBcc: everybody@example.com';
  const body = `<script>alert("1")</script> & 'more'`;
  const { subject, text, html } = mailText({ title, body, accountId }, 'en');
  expect(subject).toBe('A Bcc: everybody@example.com');
  expect(text).toContain(body);
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;');
});
