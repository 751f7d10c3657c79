const namesCause = /could not start|error|fatal|exception|cannot|denied|in use/i;
/** A stack's own lines, and what Node and Java print around one. */
const isNoise = /^\s*(at |\.\.\. |Node\.js v|throw |\^|[}\]])/;
const maxLength = 300;

/** An entry of a JSON log, as an app writes them, as a person would put it. */
function textOfEntry(line: string): string {
  try {
    const { name, msg } = JSON.parse(line) as { name?: string; msg?: string };
    return `${name} ${msg}`.replaceAll(/\s+/g, ' ');
  } catch {
    return line.trim();
  }
}

/** The one line of a log to show a person when its program ended: the last that sounds like a reason. */
export function failureLine(log: string): string {
  const lines = log
    .split('\n')
    .slice(-60)
    .filter((line) => line.trim() !== '' && !isNoise.test(line));
  const index = lines.findLastIndex((each) => namesCause.test(each));
  const line = lines.at(index) ?? 'it wrote nothing';
  if (line.startsWith('{')) return textOfEntry(line).slice(0, maxLength);
  // A configuration's mistakes are listed below the line that says so.
  const reported = line.endsWith(':') ? lines.slice(index).map((each) => each.trim()) : [line.trim()];
  return reported.join(' ').slice(0, maxLength);
}
