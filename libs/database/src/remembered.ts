/** What remembered answers may take, in number; when they are more, all are forgotten. */
const sizeMax = 10_000;

/** The same function, which remembers what it answered for the values it was asked for lately. It must be a pure one. */
export function remembered<Asked extends string | number, Answer extends string>(
  answerTo: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  let answers = new Map<Asked, Answer>();
  return (asked) => {
    const known = answers.get(asked);
    if (known !== undefined) return known;
    const answer = answerTo(asked);
    if (answers.size >= sizeMax) answers = new Map();
    answers.set(asked, answer);
    return answer;
  };
}
