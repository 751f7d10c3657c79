/** The description of the contract: guarantees that the schema of an event cannot express. */
export const guarantees = `
Everything that happens at the bank, for programs that need to know.

**Envelope.** Each message's value is one CloudEvents 1.0 event as JSON (structured mode), so that
it can be read without the headers.

**At least once, always under the same id.** An event may be delivered again: after a restart, or because of a replay. Its \`id\`
never changes, so store the ids that have taken effect together with the effect.

**In order for each account.** The key of a message is its account, so an account's events are in one partition. First
deliveries come in the order of \`account_version\` within a topic; between topics, \`account_version\` gives the order. A capture is
published on two topics under one version: its effect on the hold, and the money that it moved. A repeated event may come after later ones.

**One event for each account.** A transfer gives two, each with its account's own balance and version, under the same \`transaction_id\`.

**Nothing before it is true.** An event is written in the same commit as the change that it reports, and is published about 100 ms later.

**Money** is an integer in the currency's minor unit, never a float. It can be as large as 2^53 − 1: read it with a type that
holds that exactly. **Times** are RFC 3339 in UTC.

**Growth.** A version of an event gains optional fields and new values (kinds of movement, changes, rules) without notice: ignore
fields that you do not know, and handle unknown values. Any other change is a new version (\`…v2\`) beside the old one.

**Dead letters.** What one of the bank's own consumers cannot handle goes to a topic of its own, unchanged, with headers
that give the cause and the origin.
`.trim();
