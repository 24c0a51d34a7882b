import { buffer } from 'node:stream/consumers';
import { functionNamed } from '../catalogue.ts';
import { connect } from '../connection.ts';
import { EXIT, UsageError } from '../failures.ts';
import { readText, textOf } from '../files.ts';
import type { InvocarOptions } from '../options.ts';
import { note, say, show } from '../output.ts';
import { refusalIn } from './answer.ts';
import { exampleOf } from './example.ts';
import { invokeHere } from './here.ts';
import { invokeThere } from './there.ts';

/** Invokes one function, shows its log (stderr) and its result (stdout). */
export async function invocar(name: string, options: InvocarOptions): Promise<void> {
  const { names, token } = connect(options);
  const declared = functionNamed(name, names);
  const event = options.ejemplo ? exampleOf(declared, { names, token }) : await eventFrom(options.evento);
  if (options.ejemplo) note(`Se envía: ${JSON.stringify(event)}`);
  const invoked = options.enProceso
    ? await invokeHere(declared, names, event)
    : await invokeThere(declared, names, event);
  const refusal = refusalIn(invoked);
  if (!options.json) for (const line of invoked.log) note(line);
  const { result, log } = invoked;
  show(
    options,
    { funcion: declared.name, evento: event, resultado: result, registro: log },
    () => JSON.stringify(invoked.failed ? withoutStack(result) : result, null, 2) ?? '',
  );
  if (refusal === undefined) return;
  say(refusal);
  process.exitCode = EXIT.failed;
}

/** The log, which is shown before, has the stack already. */
function withoutStack(result: unknown): unknown {
  const { trace: _, ...error } = result as { readonly trace?: unknown };
  return error;
}

async function eventFrom(source: string | undefined): Promise<unknown> {
  if (source === undefined) throw new UsageError('falta el evento: --evento ARCHIVO, --evento - o --ejemplo');
  const from = source === '-' ? 'la entrada estándar' : `el archivo ${source}`;
  const content = source === '-' ? textOf(await buffer(process.stdin), 'la entrada') : readText(source);
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new UsageError(`${from} no es JSON: ${(error as Error).message}`);
  }
}
