import type { JsonObject } from '../service.ts';

/** A CloudFormation template, as far as the grid reads it. */
export interface Template {
  readonly Parameters?: Record<string, TemplateParameter>;
  readonly Mappings?: Record<string, Record<string, JsonObject>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, TemplateOutput>;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly AllowedValues?: readonly unknown[];
  readonly AllowedPattern?: string;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Metadata?: JsonObject;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: JsonObject;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** One stack of an assembly. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Parameters that the assembly itself gives. */
  readonly parameters: Record<string, string>;
  /** The line of the app that makes a resource, where the assembly tells: `lib/pila.ts:12`. */
  readonly originOf?: (logicalId: string) => string | undefined;
}
