type OperationObject = {
  operationId: string;
  'x-served-by': string;
  'x-also-served-by'?: string[];
  security: Record<string, string[]>[];
};

export type SchemaObject = {
  $ref?: string;
  default?: unknown;
  properties?: Record<string, SchemaObject>;
  items?: SchemaObject;
  'x-exact-sum'?: true;
};

/** The parts of openapi.yaml that the generator reads itself. */
export type ContractDocument = {
  paths: Record<string, Record<string, OperationObject>>;
  components: {
    parameters: Record<string, { required?: boolean; schema: SchemaObject }>;
    schemas: Record<string, SchemaObject>;
    examples: Record<string, { value: unknown }>;
  };
};
