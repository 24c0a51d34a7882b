import { meaningOf } from '#shared/model/problem.ts';
import type { Rejections } from '#shared/model/rejection.ts';
import { type Declared, FOLDERS } from './functions.ts';

/**
 * The source of a function's entry: its declaration, in the wrapper of its kind. It imports that declaration and nothing
 * else of the context, so a new command changes no other function's bundle.
 */
export function entrySource(declared: Declared): string {
  const { kind, name, context } = declared;
  if (kind === 'technical') return `export { handler } from '#functions/${context.name}/${name}.handler.ts';`;
  const { wrapper, call } = wrapping(declared);
  return [
    `import { ${name} } from '#functions/${context.name}/${FOLDERS[kind]}/${name}.ts';`,
    `import { ${wrapper} } from '#shared/runtime/lambda/${kind}.ts';`,
    `export const handler = ${call};`,
  ].join('\n');
}

function wrapping(declared: Exclude<Declared, { kind: 'technical' }>): { wrapper: string; call: string } {
  const { kind, name, context, declaration } = declared;
  switch (kind) {
    case 'command': {
      const meanings = JSON.stringify(pick(context.rejections, declaration.rejects));
      return { wrapper: 'commandHandler', call: `commandHandler('${name}', ${name}, ${meanings})` };
    }
    case 'saga':
      return { wrapper: 'sagaHandler', call: `sagaHandler(${name}, '${context.name}')` };
    case 'projection':
      return { wrapper: `${declaration.kind}Handler`, call: `${declaration.kind}Handler(${name})` };
    default:
      return { wrapper: `${kind}Handler`, call: `${kind}Handler(${name})` };
  }
}

function pick(rejections: Rejections, codes: readonly string[]): Rejections {
  return Object.fromEntries(codes.map((code) => [code, meaningOf(code, rejections)]));
}
