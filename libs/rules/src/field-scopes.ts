/** A scope that a request needs because of a field of its body. */
export type FieldScope = {
  field: string;
  scope: string;
  /** Needed for these values only. */
  values?: readonly unknown[];
  /** Not needed for these values, which mean the same as leaving the field out. */
  unless?: readonly unknown[];
};

/** The first field of a body whose scope the caller lacks; undefined if the caller has all of them. */
export function missingFieldScope(
  fieldScopes: readonly FieldScope[],
  body: unknown,
  scopes: ReadonlySet<string>,
): FieldScope | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const sent = new Map<string, unknown>(Object.entries(body));
  return fieldScopes.find(({ field, scope, values, unless }) => {
    const value = sent.get(field);
    if (value === undefined || scopes.has(scope)) return false;
    return (values?.includes(value) ?? true) && !unless?.includes(value);
  });
}

/** Explains to the caller which scope a field needs. */
export function fieldScopeDetail({ field, scope }: FieldScope): string {
  return `This key lacks the scope ${scope}, which \`${field}\` needs.`;
}

/** Explains to the caller that it has none of the scopes of which an operation needs one. */
export function scopeDetail(scopes: readonly string[]): string {
  const [first, ...others] = scopes;
  if (others.length === 0) return `This key lacks the scope ${first}.`;
  return `This key has none of the scopes ${scopes.join(', ')}; the operation needs one of them.`;
}
