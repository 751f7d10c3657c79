import { written, type Check } from './repository.ts';

/**
 * Words that this repository once used as a private vocabulary, with the field's own word for each. They are searched in
 * comments, strings, prose, file names and identifiers (`askedTogether` is read as "asked Together"), in any case.
 */
const bannedWords: readonly { word: RegExp; use: string }[] = [
  { word: /doors?/, use: 'HTTP server' },
  { word: /rooms?|houses?/, use: 'package, repository, space' },
  { word: /walls?(?! (?:clock|time))/, use: 'import rule' },
  { word: /crowd\w*/, use: 'concurrency limit, concurrent requests' },
  { word: /weather/, use: 'transient failure, service unavailable' },
  { word: /(?<!\.)questions?/, use: 'query, request' },
  {
    word: /intakes?|(?:take|takes|taken|took|taking) in(?! (?:one|order|a|the|each|every)\b)/,
    use: 'handle, consume',
  },
  { word: /outside accounts?|world outside|outside world/, use: 'external account' },
  // `fraud.circle_searches` is a table of a released migration.
  { word: /circles?(?! searches)/, use: 'cycle' },
  { word: /tells?|told|telling/, use: 'publish, report, return, say; distinguish for "tell apart"' },
  { word: /asks|asked|ask(?:ing)? (?:for|again)/, use: 'request, call, query' },
  { word: /the books(?! (?:balance|do not balance))/, use: 'ledger' },
  { word: /yardsticks?/, use: 'baseline' },
  { word: /strangers?/, use: 'third party' },
  { word: /(?:im)?patien(?:t|ce)/, use: 'time limit, timeout' },
  { word: /anew/, use: 'again' },
  { word: /besides/, use: 'also, in addition' },
  { word: /lately/, use: 'recently' },
  { word: /by turns/, use: 'alternately' },
  { word: /(?:is|are|be|was|were) looked at/, use: 'is checked, is read' },
  { word: /whoever|whosoever/, use: 'name the actor: a client, a process, a request' },
];

const banned = bannedWords.map(({ word, use }) => ({
  pattern: new RegExp(`(?<![\\w<])(?:${word.source})(?!\\w)`, 'i'),
  use,
}));

const endings = [
  '.ts',
  '.tsx',
  '.js',
  '.mjs',
  '.md',
  '.yaml',
  '.yml',
  '.json',
  '.jsonc',
  '.sh',
  'Dockerfile',
  '.env.example',
];

/** What was released or recorded keeps its words; this check and its test quote them. */
const keepsItsWords =
  /(^|\/)CHANGELOG\.md$|^libs\/(sdk|events)\/released\/|^docs\/errors\/|^tools\/architecture-tests\/src\/(plain-words|checks\.test)\.ts$/;

/** Texts and names that users or stored data depend on: details of errors, a constraint, an advisory lock, a hashed name. */
const keptNames = /was asked for|were asked for|transactions_id_tells_time|'fraud circles'|asked: requested/g;

/** Where the old words still are. A folder leaves this list when its last one has gone; none is added. */
const notYetClean: readonly string[] = [];

/** Words have their ordinary or their technical meaning: a newcomer needs no dictionary of ours. */
export const wordsArePlain: Check = (repository) =>
  written(repository, ...endings)
    .filter((path) => !keepsItsWords.test(path) && !notYetClean.some((folder) => path.startsWith(folder)))
    .flatMap((path) => [
      ...bannedIn(path).map((finding) => `${path}: the file's name ${finding}`),
      ...repository
        .read(path)
        .split('\n')
        .flatMap((line, index) => bannedIn(line).map((finding) => `${path}:${index + 1}: ${finding}`)),
    ]);

function bannedIn(text: string): string[] {
  const words = text
    .replaceAll(keptNames, '')
    .replaceAll(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .replaceAll('_', ' ');
  return banned.flatMap(({ pattern, use }) => {
    const found = pattern.exec(words);
    return found ? [`says "${found[0]}"; say: ${use}`] : [];
  });
}
