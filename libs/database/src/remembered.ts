/** What remembered answers may take, in number; when they are more, all are forgotten. */
const sizeMax = 10_000;

/** The same function, which remembers what it answered for the texts it was asked for lately. It must be a pure one. */
export function remembered<Answer extends string>(
  answerTo: (text: string) => Answer,
): (text: string) => Answer {
  let answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = answerTo(text);
    if (answers.size >= sizeMax) answers = new Map();
    answers.set(text, answer);
    return answer;
  };
}
