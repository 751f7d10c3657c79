const secretsInText: [RegExp, string][] = [
  [/\bflk_[0-9A-Za-z]+/g, 'flk_[redacted]'],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, '$1 [redacted]'],
  [/(:\/\/[^\s:/@]*):[^\s@/]+@/g, '$1:[redacted]@'],
];

/** Takes API keys, bearer tokens and the passwords of URLs out of a text that is about to be logged or printed. */
export function redactText(text: string): string {
  return secretsInText.reduce((redacted, [secret, mask]) => redacted.replace(secret, mask), text);
}
