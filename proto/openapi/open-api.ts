/** The part of JSON Schema (2020-12) that the contract needs; OpenAPI 3.1 has the same. */
export interface JsonSchema {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  format?: string;
  pattern?: string;
  contentEncoding?: 'base64';
  const?: unknown;
  enum?: readonly string[];
  examples?: readonly unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  required?: readonly string[];
  anyOf?: readonly JsonSchema[];
  not?: JsonSchema;
  readOnly?: boolean;
  title?: string;
  description?: string;
  $ref?: string;
}

export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

interface Ref {
  readonly $ref: string;
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

export interface Response {
  readonly description: string;
  readonly headers: Readonly<Record<string, Ref>>;
  readonly content: Content;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly summary: string;
  readonly description: string;
  readonly security?: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Response | Ref>>;
  /** skein.post.v1.PostService/CreatePost */
  readonly 'x-skein-rpc': string;
  /** ACCESS_USER */
  readonly 'x-skein-access': string;
  readonly 'x-skein-max-request-bytes': number;
  /** Absent for response streams. */
  readonly 'x-skein-max-timeout-ms'?: number;
  readonly 'x-skein-call-cost': number;
}

/** The part of an OpenAPI document that the generator writes and the page shows. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    license: object;
  };
  readonly servers: readonly object[];
  readonly security: readonly object[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: object;
    readonly headers: object;
    readonly responses: Readonly<Record<string, Response>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}
