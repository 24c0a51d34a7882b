import { intrinsicName, SUBSTITUTION, splitAttribute } from './intrinsics.ts';
import type { TemplateResource } from './template.ts';

/** What a part of a template mentions. */
export interface Mentions {
  /** Names of `Ref`, and of `${Name}` in `Fn::Sub`. */
  readonly refs: Set<string>;
  /** Logical ids of `Fn::GetAtt`, and of `${Id.Attribute}` in `Fn::Sub`. */
  readonly attributesOf: Set<string>;
  readonly functions: Set<string>;
}

/** Finds every intrinsic function below `value`. */
export function mentions(value: unknown, found: Mentions = nothing()): Mentions {
  if (Array.isArray(value)) {
    for (const item of value) mentions(item, found);
  } else if (value !== null && typeof value === 'object') {
    const name = intrinsicName(value);
    for (const [key, member] of Object.entries(value)) {
      if (name === key) note(name, member, found);
      mentions(member, found);
    }
  }
  return found;
}

/** The logical ids and parameters that must be there before the resource. */
export function dependenciesOf(resource: TemplateResource): Set<string> {
  const { refs, attributesOf } = mentions(resource.Properties);
  return new Set([...refs, ...attributesOf, ...[resource.DependsOn ?? []].flat()]);
}

function note(name: string, argument: unknown, found: Mentions): void {
  found.functions.add(name);
  if (name === 'Ref') found.refs.add(String(argument));
  if (name === 'Fn::GetAtt') found.attributesOf.add(splitAttribute(argument)[0]);
  if (name === 'Fn::Sub') noteSubstitutions(argument, found);
}

function noteSubstitutions(argument: unknown, found: Mentions): void {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  for (const [, literal, raw = ''] of String(template).matchAll(SUBSTITUTION)) {
    const name = raw.trim();
    if (literal || Object.hasOwn(variables ?? {}, name)) continue;
    const dot = name.indexOf('.');
    if (dot === -1) found.refs.add(name);
    else found.attributesOf.add(name.slice(0, dot));
  }
}

function nothing(): Mentions {
  return { refs: new Set(), attributesOf: new Set(), functions: new Set() };
}
