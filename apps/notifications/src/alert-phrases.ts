/** The facts of a fraud alert that a message states in any language. */
export type AlertFacts = { severity: string; transactions: number; raisedAt: Date };

export type AlertPhrases = {
  title: string;
  /** What each rule detects, by the rule's id. */
  sentences: ReadonlyMap<string, string>;
  /** For a rule that has no sentence of its own yet. */
  anyRule: string;
  facts(facts: AlertFacts): string;
  /** Quotes the alert's reason, which is in English. */
  original(reason: string): string;
};

export const englishAlert: AlertPhrases = {
  title: 'Unusual activity on your account',
  sentences: new Map([
    ['large_amount', 'An unusually large amount was moved at once.'],
    ['unusual_amount', 'An amount was moved that is far above what is usual for your account.'],
    ['velocity', 'Many movements took place within a short time.'],
    ['hold_velocity', 'Many amounts were reserved within a short time.'],
    ['rapid_drain', 'Most of the money that had come in left the account again within a short time.'],
    ['structuring', 'Several amounts were moved that lie just below a threshold.'],
    ['round_trip', 'Money left the account and came back to it.'],
    ['dormant_account', 'Money was moved after a long time without any movement.'],
    ['repeated_failures', 'Several payments were refused within a short time.'],
  ]),
  anyRule: 'Something has happened on your account that may not be in order.',
  facts({ severity, transactions, raisedAt }) {
    const [year, month, day, time] = minuteOf(raisedAt);
    const number = transactions === 1 ? '1 transaction' : `${transactions} transactions`;
    return `Noticed on ${year}-${month}-${day} at ${time} UTC from ${number}; severity: ${severity}.`;
  },
  original: (reason) => `In detail: ${reason}`,
};

const germanSeverities: ReadonlyMap<string, string> = new Map([
  ['low', 'niedrig'],
  ['medium', 'mittel'],
  ['high', 'hoch'],
]);

export const germanAlert: AlertPhrases = {
  title: 'Ungewöhnliche Vorgänge auf Ihrem Konto',
  sentences: new Map([
    ['large_amount', 'Ein ungewöhnlich hoher Betrag wurde auf einmal bewegt.'],
    ['unusual_amount', 'Ein Betrag wurde bewegt, der weit über dem liegt, was auf Ihrem Konto üblich ist.'],
    ['velocity', 'In kurzer Zeit gab es viele Buchungen.'],
    ['hold_velocity', 'In kurzer Zeit wurden viele Beträge vorgemerkt.'],
    ['rapid_drain', 'Der größte Teil eines Geldeingangs hat das Konto in kurzer Zeit wieder verlassen.'],
    ['structuring', 'Mehrere Beträge wurden bewegt, die knapp unter einem Schwellenwert liegen.'],
    ['round_trip', 'Geld hat das Konto verlassen und ist dorthin zurückgekehrt.'],
    ['dormant_account', 'Nach langer Zeit ohne Buchungen wurde wieder Geld bewegt.'],
    ['repeated_failures', 'In kurzer Zeit wurden mehrere Zahlungen abgelehnt.'],
  ]),
  anyRule: 'Auf Ihrem Konto ist etwas geschehen, das nicht in Ordnung sein könnte.',
  facts({ severity, transactions, raisedAt }) {
    const [year, month, day, time] = minuteOf(raisedAt);
    const number = transactions === 1 ? '1 Transaktion' : `${transactions} Transaktionen`;
    const degree = germanSeverities.get(severity);
    const end = degree ? `; Schweregrad: ${degree}.` : '.';
    return `Aufgefallen am ${day}.${month}.${year} um ${time} Uhr (UTC) anhand von ${number}${end}`;
  },
  original: (reason) => `Originaltext auf Englisch: „${reason}“`,
};

/** Year, month, day and time of day to the minute, in UTC. */
const minuteOf = (moment: Date): string[] => moment.toISOString().slice(0, 16).split(/[-T]/);

/** The body of the message that the account holder gets about an alert. */
export function alertBody(rule: string, reason: string, facts: AlertFacts, say: AlertPhrases): string {
  const sentence = say.sentences.get(rule) ?? say.anyRule;
  return [sentence, say.facts(facts), say.original(reason)].join(' ');
}
