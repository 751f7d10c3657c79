const tellsWhy = /could not start|error|fatal|exception|cannot|denied|in use/i;
/** A stack's own lines, and what Node and Java print around one. */
const tellsNothing = /^\s*(at |\.\.\. |Node\.js v|throw |\^|[}\]])/;
const maxLength = 300;

/** An entry of a JSON log, as an app writes them, as a person would put it. */
function toldByEntry(line: string): string {
  try {
    const { name, msg } = JSON.parse(line) as { name?: string; msg?: string };
    return `${name} ${msg}`.replaceAll(/\s+/g, ' ');
  } catch {
    return line.trim();
  }
}

/** The one line of a log to show a person when its program ended: the last that sounds like a reason. */
export function tellingLine(log: string): string {
  const lines = log
    .split('\n')
    .slice(-60)
    .filter((line) => line.trim() !== '' && !tellsNothing.test(line));
  const index = lines.findLastIndex((each) => tellsWhy.test(each));
  const line = lines.at(index) ?? 'it wrote nothing';
  if (line.startsWith('{')) return toldByEntry(line).slice(0, maxLength);
  // A configuration's mistakes are listed below the line that says so.
  const told = line.endsWith(':') ? lines.slice(index).map((each) => each.trim()) : [line.trim()];
  return told.join(' ').slice(0, maxLength);
}
