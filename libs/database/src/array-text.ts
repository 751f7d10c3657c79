/**
 * An array as PostgreSQL reads it, when all of its elements are numbers, truth values, null or strings without quotes and
 * backslashes: ids, words and numbers, of which most bulk statements consist. Otherwise the value itself, for the
 * driver, which looks through each element for what it must escape and takes three times as long.
 */
export function arrayText(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  let text = '{';
  for (const element of value) {
    const part = elementText(element);
    if (part === undefined) return value;
    text += text.length === 1 ? part : `,${part}`;
  }
  return `${text}}`;
}

function elementText(element: unknown): string | undefined {
  if (typeof element === 'string')
    return element.includes('"') || element.includes('\\') ? undefined : `"${element}"`;
  if (['number', 'bigint', 'boolean'].includes(typeof element)) return String(element);
  return element === null ? 'NULL' : undefined;
}
