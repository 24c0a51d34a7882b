import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Json = Record<string, any>;

/** A resource that the templates ask for, its references resolved to names. */
export interface Wanted {
  readonly type: string;
  readonly id: string;
  /** Its physical name; its logical one where it has none. */
  readonly name: string;
  readonly properties: Json;
}

/** What stands for a value that is known only once it is deployed: a parameter, an account, one of two by a condition, a name that CloudFormation gives. */
export const UNKNOWN = Symbol('unknown');

/** … and may be empty as well: a parameter that is, where nothing is said. */
export const PERHAPS_EMPTY = Symbol('perhaps empty');

/** The property that holds a resource's physical name. */
const NAMES = [
  'QueueName',
  'FunctionName',
  'TableName',
  'TopicName',
  'RoleName',
  'LogGroupName',
  'ArchiveName',
  'BucketName',
  'Name',
];

/** Every resource of the templates in a cloud assembly. A reference to another resource becomes that one's name. */
export function wantedIn(assembly: string): Wanted[] {
  const templates = readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => JSON.parse(readFileSync(path.join(assembly, file), 'utf8')) as Json);
  const exported = exportsOf(templates);
  return templates.flatMap((template) =>
    Object.entries((template.Resources ?? {}) as Json).map(([id, { Type, Properties = {} }]) => {
      const properties = resolve(Properties, { template, exported }) as Json;
      const name = nameIn(Properties) ?? id;
      return { type: Type, id, name, properties };
    }),
  );
}

interface Scope {
  readonly template: Json;
  readonly exported: ReadonlyMap<string, { value: unknown; template: Json }>;
}

function exportsOf(templates: readonly Json[]): Scope['exported'] {
  return new Map(
    templates.flatMap((template) =>
      Object.values((template.Outputs ?? {}) as Json).flatMap(({ Export, Value }) =>
        Export ? [[Export.Name as string, { value: Value, template }] as const] : [],
      ),
    ),
  );
}

function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  const json = value as Json;
  if (json.Ref) return referred(json.Ref, scope);
  if (json['Fn::GetAtt']) return referred(json['Fn::GetAtt'][0], scope);
  if (json['Fn::If']) return UNKNOWN;
  if (json['Fn::Join']) return join(json['Fn::Join'], scope);
  if (json['Fn::ImportValue']) {
    const found = scope.exported.get(json['Fn::ImportValue']);
    return found ? resolve(found.value, { ...scope, template: found.template }) : UNKNOWN;
  }
  return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, resolve(one, scope)]));
}

function referred(id: string, { template }: Scope): unknown {
  const resource = template.Resources?.[id];
  if (resource) return nameIn(resource.Properties ?? {}) ?? UNKNOWN;
  return template.Parameters?.[id]?.Default === '' ? PERHAPS_EMPTY : UNKNOWN;
}

/** Of an ARN made of parts, its end is the name: the account and the region in it are known only when deployed. */
function join([separator, parts]: [string, unknown[]], scope: Scope): unknown {
  const resolved = parts.map((part) => resolve(part, scope));
  const last = resolved.findLastIndex((part) => typeof part === 'symbol');
  const known = resolved.slice(last + 1);
  if (known.length === 0) return UNKNOWN;
  const text = known.join(separator);
  return last < 0 ? text : (text.split(/[:/]/).at(-1) as string);
}

/** With `*` for what an account's own names have in them. */
function nameIn(properties: Json): string | undefined {
  const own = NAMES.map((property) => properties[property]).find((name) => name !== undefined);
  const parts = own?.['Fn::Join']?.[1] as readonly unknown[] | undefined;
  if (parts) return parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
  return typeof own === 'string' ? own : undefined;
}
