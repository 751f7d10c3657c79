const namesCause = /could not start|error|fatal|exception|cannot|denied|in use/i;
/** The lines of a stack trace, and what Node and Java print around it. */
const isNoise = /^\s*(at |\.\.\. |Node\.js v|throw |\^|[}\]])/;
const maxLength = 300;

/** The text of an entry of an app's JSON log. */
function textOfEntry(line: string): string {
  try {
    const { name, msg } = JSON.parse(line) as { name?: string; msg?: string };
    return `${name} ${msg}`.replaceAll(/\s+/g, ' ');
  } catch {
    return line.trim();
  }
}

/** The line of a log to show when its program has ended: the last one that names a cause. */
export function failureLine(log: string): string {
  const lines = log
    .split('\n')
    .slice(-60)
    .filter((line) => line.trim() !== '' && !isNoise.test(line));
  const index = lines.findLastIndex((each) => namesCause.test(each));
  const line = lines.at(index) ?? 'it wrote nothing';
  if (line.startsWith('{')) return textOfEntry(line).slice(0, maxLength);
  // Configuration errors are listed below the line that announces them.
  const reported = line.endsWith(':') ? lines.slice(index).map((each) => each.trim()) : [line.trim()];
  return reported.join(' ').slice(0, maxLength);
}
