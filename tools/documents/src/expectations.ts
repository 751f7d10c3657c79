/** The placeholder for any text in an expected line. */
const anything = '…';

/** Whether `printed` is the line that the page shows; `…` matches anything. */
function isLine(printed: string, shown: string): boolean {
  const pattern = shown.trim().split(anything).map(escaped).join('.*');
  return new RegExp(`^${pattern}$`).test(printed.trim());
}

/** The lines that the page shows and the programs did not print in this order. */
export function missingLines(printed: readonly string[], shown: readonly string[]): string[] {
  let from = 0;
  return shown.filter((line) => {
    const at = printed.findIndex((each, index) => index >= from && isLine(each, line));
    if (at === -1) return true;
    from = at + 1;
    return false;
  });
}

/** Whether `value` has everything that the page shows of it, and the same number of elements in lists. */
export function hasShape(value: unknown, shown: unknown): boolean {
  if (typeof shown === 'string') return typeof value === 'string' && isLine(value, shown);
  if (typeof shown !== 'object' || shown === null) return value === shown;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(shown) && !(Array.isArray(value) && shown.length === value.length)) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shown).every(([name, part]) => hasShape(fields.get(name), part));
}

/** Every value among the lines that is JSON. */
export function jsonLines(lines: readonly string[]): unknown[] {
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/** The expected output within a block: after `console.log(…); //`, and after a shell command, two spaces and `#`. */
export function claims(language: string, text: string): { lines: string[]; parts: string[] } {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, claim = '']) => claim);
  if (language === 'sh') return { lines: [], parts: found(/\S {2,}# (".*)$/gm) };
  return { lines: found(/^\s*console\.log\(.*\); \/\/ (.+)$/gm), parts: [] };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
