import type * as z from 'zod';

/* The definitions of zod's schemas are read as data: there is no typed way over all kinds. */
type Definition = Record<string, any>;

/** A part of a schema that takes more than it should, and why. */
export type Loose = `${string}: ${string}`;

/** What a schema holds that is without bounds: `nombre: a free text; use line(…) or paragraph(…)`. */
export function looseParts(schema: z.ZodType, at = '(all)'): Loose[] {
  const def = (schema as any)._zod.def as Definition;
  const inside = (inner: z.ZodType, name = at) => looseParts(inner, name);
  switch (def.type) {
    case 'string':
      return looseText(schema, def).map((why): Loose => `${at}: ${why}`);
    case 'number':
      return bounded(def, 'greater_than') && bounded(def, 'less_than') ? [] : [`${at}: a number without both bounds`];
    case 'array':
      return [
        ...(bounded(def, 'max_length') ? [] : [`${at}: a list without .max(…)` as Loose]),
        ...inside(def.element, `${at}.*`),
      ];
    case 'object':
      return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([name, member]) =>
        inside(member, at === '(all)' ? name : `${at}.${name}`),
      );
    case 'union':
      return (def.options as z.ZodType[]).flatMap((option) => inside(option));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return inside(def.innerType);
    case 'enum':
    case 'literal':
    case 'boolean':
      return [];
    default:
      return [`${at}: z.${def.type}() is not known here: add it to shared/testing/bounds.ts`];
  }
}

/** Formats that say how long a text may be. */
const SHORT = ['uuid', 'guid', 'date'];

function looseText(schema: z.ZodType, def: Definition): string[] {
  const text = schema.meta()?.text;
  const ended = bounded(def, 'max_length');
  if (text === 'line' || text === 'paragraph') return ended ? [] : ['a text without a length'];
  const patterns = definitionsOf(def)
    .filter(({ check }) => check === 'string_format')
    .map(({ pattern }) => pattern as RegExp | undefined);
  if (SHORT.includes(def.format)) return [];
  if (patterns.length === 0 && def.format === undefined) return ['a free text; use line(…) or paragraph(…)'];
  const endless = patterns.every((pattern) => !pattern || isEndless(pattern));
  return endless && !ended ? ['a pattern that never ends, without .max(…)'] : [];
}

/** Whether a text of any length can match: it is not anchored, or repeats without end. */
function isEndless({ source }: RegExp): boolean {
  const outside = source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return !(source.startsWith('^') && source.endsWith('$')) || /[*+]|\{\d+,\}/.test(outside);
}

function bounded(def: Definition, check: string): boolean {
  return definitionsOf(def).some((each) => each.check === check);
}

function definitionsOf(def: Definition): Definition[] {
  return [def, ...(def.checks ?? []).map((check: any) => check._zod.def)];
}
