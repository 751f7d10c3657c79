/** What remembered answers may take, in number; when they are more, all are forgotten. */
const sizeMax = 10_000;

/** The same function, which remembers what it answered for the values it was asked for lately. It must be a pure one. */
export function memoized<Requested extends string | number, Answer extends string>(
  answerTo: (requested: Requested) => Answer,
): (requested: Requested) => Answer {
  let answers = new Map<Requested, Answer>();
  return (requested) => {
    const known = answers.get(requested);
    if (known !== undefined) return known;
    const answer = answerTo(requested);
    if (answers.size >= sizeMax) answers = new Map();
    answers.set(requested, answer);
    return answer;
  };
}
