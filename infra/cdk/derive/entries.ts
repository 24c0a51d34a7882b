import type { Context } from '#shared/model/context.ts';
import { meaningOf } from '#shared/model/problem.ts';
import type { Rejections } from '#shared/model/rejection.ts';
import { type Declared, FOLDERS, livesOf } from './functions.ts';

/**
 * The source of a function's entry: its declaration, in the wrapper of its kind. It imports that declaration and nothing
 * else of the context, so a new command changes no other function's bundle. What sends all that goes live imports it all.
 */
export function entrySource(declared: Declared, contexts: readonly Context[]): string {
  const { kind, name, context } = declared;
  if (kind === 'technical') return technicalSource(declared, contexts);
  const { wrapper, call } = wrapping(declared);
  return [
    `import { ${name} } from '#functions/${context.name}/${FOLDERS[kind]}/${name}.ts';`,
    ...liveOfView(declared).map((live) => importOf(context.name, live)),
    `import { ${wrapper} } from '#shared/runtime/lambda/${kind}.ts';`,
    `export const handler = ${call};`,
  ].join('\n');
}

function technicalSource(
  { name, context, declaration }: Extract<Declared, { kind: 'technical' }>,
  contexts: readonly Context[],
): string {
  const handler = `#functions/${context.name}/${name}.handler.ts`;
  if (!declaration.live) return `export { handler } from '${handler}';`;
  const lives = livesOf(contexts);
  return [
    ...lives.map((live) => importOf(live.context, live.name)),
    `import { handlerOf } from '${handler}';`,
    `export const handler = handlerOf([${lives.map((live) => live.name).join(', ')}]);`,
  ].join('\n');
}

function importOf(context: string, live: string): string {
  return `import { ${live} } from '#functions/${context}/live/${live}.ts';`;
}

/** The names of what of a view goes live. */
function liveOfView({ context, declaration }: Declared): string[] {
  return Object.entries(context.live).flatMap(([name, live]) =>
    live.kind === 'rows' && live.of === declaration ? [name] : [],
  );
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
      return {
        wrapper: `${declaration.kind}Handler`,
        call: `${declaration.kind}Handler(${[name, ...liveOfView(declared)].join(', ')})`,
      };
    default:
      return { wrapper: `${kind}Handler`, call: `${kind}Handler(${name})` };
  }
}

function pick(rejections: Rejections, codes: readonly string[]): Rejections {
  return Object.fromEntries(codes.map((code) => [code, meaningOf(code, rejections)]));
}
