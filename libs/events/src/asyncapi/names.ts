/** `transactions.completed` as a name in a program: `transactionsCompleted`. */
export const camelCase = (words: string): string =>
  words.replace(/[.-](\w)/g, (_match, letter: string) => letter.toUpperCase());

/** `transactionsCompleted` → `TransactionsCompleted`. */
export const pascalCase = (words: string): string => {
  const name = camelCase(words);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** The version at the end of an event's type: `V1`. */
export const versionOf = (type: string): string => type.slice(type.lastIndexOf('.') + 1).toUpperCase();

export const reference = (path: string) => ({ $ref: `#/${path}` });
