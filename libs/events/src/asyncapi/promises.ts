/** What the schema of an event cannot say, for those who read nothing but the contract. */
export const promises = `
Everything that happens at the bank, for programs that want to know of it.

**Envelope.** Each message's value is one CloudEvents 1.0 event as JSON (structured mode), so that
it can be read without the headers.

**At least once, always under the same id.** An event may come again: after a restart, or because somebody replays. Its \`id\`
never changes, so remember the ids that have had their effect, together with the effect.

**In order for each account.** The key of a message is its account, so an account's events are in one partition. First
deliveries come in the order of \`account_version\` within a topic; between topics, \`account_version\` says what came first. A capture is
told on two topics under one version: what it did to the hold, and what it moved. An event that is repeated may come after later ones.

**One event for each account.** A transfer gives two: each account's own balance and version, under the same \`transaction_id\`.

**Nothing before it is true.** An event is written in the same commit as what it tells of, and leaves about 100 ms later.

**Money** is a whole number of the currency's minor unit, never a float. It can be as large as 2^53 − 1: read it with a type that
holds that exactly. **Times** are RFC 3339 in UTC.

**Growth.** A version of an event gains optional fields and new words (kinds of movement, changes, rules) without notice: let
fields pass that you do not know, and have an answer to an unknown word. Anything else is a new version (\`…v2\`) beside the old one.

**Dead letters.** What one of the bank's own consumers cannot take in goes to a topic of its own, untouched, with headers
that say why and where it was.
`.trim();
