/** The names of an object's fields with their types. For objects of ours, which have no other fields. */
export function keysOf<T extends object>(value: T): Extract<keyof T, string>[] {
  const names: Extract<keyof T, string>[] = [];
  for (const name in value) names.push(name);
  return names;
}
