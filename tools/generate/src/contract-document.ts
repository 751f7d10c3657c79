type OperationObject = {
  operationId: string;
  'x-served-by': string;
  'x-also-served-by'?: string[];
  security: Record<string, string[]>[];
  parameters?: (Parameter | { $ref: string })[];
};

type Parameter = { required?: boolean; schema: SchemaObject };

export type SchemaObject = {
  $ref?: string;
  description?: string;
  format?: string;
  examples?: unknown[];
  default?: unknown;
  properties?: Record<string, SchemaObject>;
  items?: SchemaObject;
  allOf?: SchemaObject[];
  anyOf?: SchemaObject[];
  oneOf?: SchemaObject[];
  'x-exact-sum'?: true;
};

/** The parts of openapi.yaml that the generator reads itself. */
export type ContractDocument = {
  paths: Record<string, Record<string, OperationObject>>;
  components: {
    parameters: Record<string, Parameter>;
    schemas: Record<string, SchemaObject>;
    examples: Record<string, { value: unknown }>;
  };
};
