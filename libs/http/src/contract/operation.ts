export type JsonSchema = Record<string, unknown>;

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
  /** The code to answer with instead of `validation_failed`. */
  whenInvalid?: string;
};

/** One operation of the contract, references resolved. */
export type Operation = {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As Fastify writes it: `/accounts/:id`. */
  url: string;
  /** Matches any path of the operation's form, well-formed ids or not. */
  pathPattern: RegExp;
  servedBy: string;
  /** Whether it has a server of its own in the contract: it is then served on the metrics port alone. */
  onMetricsPort: boolean;
  /** Undefined when the operation is open to everyone. */
  scopes: string[] | undefined;
  parameters: Parameter[];
  body: { required: boolean; schema: JsonSchema } | undefined;
  /** Its body is a form, which its handler reads: who wrote the rules for it has words of their own for what is wrong. */
  takesForm: boolean;
  /** What its body may have instead of what the server takes otherwise. */
  maxBodyBytes?: number;
  /** The JSON schema of each answer of its own, by status. Problems are not among them. */
  answers: Record<number, JsonSchema>;
  /** What a success can be answered in, the usual one first. */
  mediaTypes: string[];
};
