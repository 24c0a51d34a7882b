import type { MockIntegration } from '../state.ts';
import { compileTemplate, type Template } from '../template/template.ts';

/** A mock integration with its templates compiled. */
export interface Mock {
  readonly requestTemplates: ReadonlyMap<string, Template>;
  readonly passthrough: MockIntegration['passthrough'];
  /** The first whose pattern matches the status is taken, or the one without a pattern. */
  readonly responses: readonly MockResponse[];
}

/** One of the answers of a mock. */
export interface MockResponse {
  readonly statusCode: number;
  readonly pattern: RegExp | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly templates: ReadonlyMap<string, Template>;
}

/** Compiles the templates of `integration`. */
export function compileMock(integration: MockIntegration): Mock {
  return {
    requestTemplates: templatesOf(integration.requestTemplates),
    passthrough: integration.passthrough,
    responses: integration.responses.map(({ statusCode, selectionPattern, headers, templates }) => ({
      statusCode,
      pattern: selectionPattern === undefined ? undefined : new RegExp(`^(?:${selectionPattern})$`),
      headers: Object.entries(headers),
      templates: templatesOf(templates),
    })),
  };
}

function templatesOf(templates: Readonly<Record<string, string>>): Map<string, Template> {
  return new Map(Object.entries(templates).map(([type, text]) => [type.toLowerCase(), compileTemplate(text)]));
}
