import { type Command, CommanderError } from 'commander';
import type { GlobalOptions } from './connection.ts';
import { EXIT, explain, UsageError } from './failures.ts';
import { buildProgram } from './program.ts';

/** Runs a command line and gives its exit code: the one place of the client that catches. */
async function run(args: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync(args, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return await useOf(error, wordsOf(program, args));
    const { endpoint } = program.opts<GlobalOptions>();
    process.stderr.write(`${explain(error, process.env.AWS_ENDPOINT_URL ?? endpoint)}\n`);
    return error instanceof UsageError ? EXIT.badUsage : EXIT.failed;
  }
}

async function useOf(error: CommanderError, words: readonly string[]): Promise<number> {
  if (error.exitCode === 0) return EXIT.done;
  // Without a command, the help was printed already.
  if (error.code === 'commander.help') return EXIT.badUsage;
  const { complaint } = await import('./usage.ts');
  process.stderr.write(`${complaint(error, ['alpes', ...words].join(' '))}\n`);
  return EXIT.badUsage;
}

/** The commands among the arguments: where the fitting help is. */
function wordsOf(program: Command, args: readonly string[]): string[] {
  const words: string[] = [];
  let at: Command | undefined = program;
  for (const word of args) {
    const next: Command | undefined = at.commands.find((command) => command.name() === word);
    if (!next) continue;
    words.push(word);
    at = next;
  }
  return words;
}

// `alpes log … | head` closes the pipe early: that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed),
);
process.exitCode = await run(process.argv.slice(2));
