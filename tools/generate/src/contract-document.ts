type OperationObject = {
  operationId: string;
  'x-served-by': string;
  security: Record<string, string[]>[];
};

/** As much of openapi.yaml as the generator reads itself. */
export type ContractDocument = {
  paths: Record<string, Record<string, OperationObject>>;
  components: {
    parameters: Record<string, { required?: boolean; schema: { default?: unknown } }>;
    examples: Record<string, { value: unknown }>;
  };
};
