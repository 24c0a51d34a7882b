import type { ErrorObject, ValidateFunction } from 'ajv';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { REGION } from '../../../service.ts';
import { refusal } from '../properties.ts';

/** Gives the check of a model by name: `undefined` when the value fits, else what is wrong, worded as API Gateway does. */
export type ModelCheck = (value: unknown) => string | undefined;

/** The address by which a model refers to another one of the same API. */
export function modelUrl(apiId: string, name: string): string {
  return `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
}

/** Compiles models (JSON schema draft 4, which is what API Gateway validates with) when they are first asked for. */
export function modelChecks(
  apiId: string,
  models: ReadonlyMap<string, Record<string, unknown>>,
): (name: string) => ModelCheck {
  const ajv = new draft04.default({ allErrors: true, strict: false, verbose: true, logger: false });
  formats.default(ajv, ['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'regex']);
  for (const [name, schema] of models) ajv.addSchema(draft4Only(name, schema), modelUrl(apiId, name));
  const checks = new Map<string, ModelCheck>();
  return (name) => {
    const known = checks.get(name);
    if (known) return known;
    const validate = compile(ajv, modelUrl(apiId, name), name);
    const check: ModelCheck = (value) =>
      validate(value) ? undefined : `[${wordings(validate.errors ?? []).join(', ')}]`;
    checks.set(name, check);
    return check;
  };
}

function compile(ajv: InstanceType<typeof draft04.default>, url: string, name: string): ValidateFunction {
  const validate = ajv.getSchema(url);
  if (!validate) throw refusal(`the model ${name}, which is not defined (region ${REGION})`);
  return validate;
}

/** `nullable` is OpenAPI's, not draft 4's: API Gateway's validator does not know it, ajv would. */
function draft4Only(name: string, schema: Record<string, unknown>): Record<string, unknown> {
  const { $schema, ...rest } = schema;
  if ($schema !== undefined && !/draft-04/.test(String($schema)))
    throw refusal(`the model ${name} of ${$schema} (draft 4 only)`);
  return JSON.parse(
    JSON.stringify(rest, (key, value) => (key === 'nullable' && typeof value === 'boolean' ? undefined : value)),
  );
}

/** The words of the validator that API Gateway uses, for what goes wrong most; ajv's own for the rest. */
function wordings(errors: readonly ErrorObject[]): string[] {
  const missing = errors.filter(({ keyword }) => keyword === 'required').map(({ params }) => params.missingProperty);
  const extra = errors
    .filter(({ keyword }) => keyword === 'additionalProperties')
    .map(({ params }) => params.additionalProperty);
  const others = errors.filter(({ keyword }) => keyword !== 'required' && keyword !== 'additionalProperties');
  return [
    ...(missing.length > 0 ? [`object has missing required properties (${JSON.stringify(missing.sort())})`] : []),
    ...(extra.length > 0
      ? [`object instance has properties which are not allowed by the schema: ${JSON.stringify(extra.sort())}`]
      : []),
    ...others.map(wording),
  ];
}

function wording({ keyword, params, data, message, schema, instancePath }: ErrorObject): string {
  const text = JSON.stringify(data);
  switch (keyword) {
    case 'type':
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${JSON.stringify([schema].flat())})`;
    case 'enum':
      return `instance value (${text}) not found in enum (possible values: ${JSON.stringify(schema)})`;
    case 'minLength':
      return `string ${text} is too short (length: ${String(data).length}, required minimum: ${params.limit})`;
    case 'maxLength':
      return `string ${text} is too long (length: ${String(data).length}, maximum allowed: ${params.limit})`;
    case 'pattern':
      return `ECMA 262 regex ${JSON.stringify(schema)} does not match input string ${text}`;
    case 'minimum':
      return `numeric instance is lower than the required minimum (minimum: ${params.limit}, found: ${text})`;
    case 'maximum':
      return `numeric instance is greater than the required maximum (maximum: ${params.limit}, found: ${text})`;
    case 'minItems':
      return `array is too short: must have at least ${params.limit} elements but instance has ${(data as unknown[]).length} elements`;
    case 'maxItems':
      return `array is too long: must have at most ${params.limit} elements but instance has ${(data as unknown[]).length} elements`;
    default:
      return `${instancePath || 'instance'} ${message}`;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
