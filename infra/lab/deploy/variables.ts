import type { Template } from './templates.ts';

/** "4 KB, for all environment variables associated with the function, in aggregate": of their JSON, by which Lambda measures them. */
const MOST_BYTES = 4_096;

/**
 * The functions whose variables are more than Lambda takes, with these parameters: `alpes-dev-verOrden: 4,210 bytes`. What only
 * the deployment knows counts for nothing; all that is long is known before.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function largeVariables(template: Template, given: Readonly<Record<string, string>>): string[] {
  const { Resources = {}, Parameters = {} } = template;
  const parameters = new Map(
    Object.entries(Parameters).map(([name, { Default }]) => [name, given[name] ?? Default ?? '']),
  );
  return Object.values(Resources).flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::Lambda::Function') return [];
    const variables = Object.entries(Properties?.Environment?.Variables ?? {}).map(([name, value]) => [
      name,
      textOf(value, parameters),
    ]);
    const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(variables)));
    return bytes > MOST_BYTES ? [`${Properties.FunctionName}: ${bytes.toLocaleString('en')} bytes`] : [];
  });
}

/** What is known of a value: text, parameters, and both put together. */
function textOf(value: any, parameters: ReadonlyMap<string, unknown>): string {
  if (typeof value !== 'object') return String(value);
  if ('Ref' in value) return String(parameters.get(value.Ref) ?? '');
  if (!('Fn::Join' in value)) return '';
  const [between, parts] = value['Fn::Join'];
  return Array.isArray(parts) ? parts.map((part) => textOf(part, parameters)).join(between) : '';
}

/** Refuses a deployment that Lambda would stop half-way. @throws Error that says which functions, and what to do. */
export function refuseLargeVariables(templates: readonly Template[], given: Readonly<Record<string, string>>): void {
  const refused = templates.flatMap((template) => largeVariables(template, given)).sort();
  if (refused.length === 0) return;
  const functions = refused.map((one) => `  ${one}`).join('\n');
  throw new Error(
    `Lambda takes ${MOST_BYTES.toLocaleString('en')} bytes of variables for a function. Keys of tokens in a data: address are in them: give the https: address where the issuer has its keys. Too many have:\n${functions}`,
  );
}
