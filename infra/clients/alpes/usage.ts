import type { CommanderError } from 'commander';
import { sentence } from './words.ts';

/** The part of a message between quotes. */
function quoted(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? '';
}

const SPANISH: Readonly<Record<string, (message: string) => string>> = {
  'commander.unknownOption': (m) => `no se conoce la opción ${quoted(m)}`,
  'commander.unknownCommand': (m) => `no hay una orden "${quoted(m)}"`,
  'commander.missingArgument': (m) => `falta ${quoted(m).toUpperCase()}`,
  'commander.optionMissingArgument': (m) => `falta el valor de ${quoted(m)}`,
  'commander.missingMandatoryOptionValue': (m) => `falta la opción ${quoted(m)}`,
  'commander.excessArguments': () => 'sobran argumentos',
  'commander.invalidArgument': (m) =>
    `${quoted(m)}: ${m.slice(m.indexOf('is invalid.') + 'is invalid.'.length).trim()}`,
  'commander.conflictingOption': (m) => {
    const [one, other] = [...m.matchAll(/'([^']*)'/g)].map(([, option]) => option);
    return `${one} y ${other} no van juntas`;
  },
};

/** Commander's complaint in one Spanish sentence that says what to do. */
export function complaint({ code, message }: CommanderError, command: string): string {
  const said = SPANISH[code]?.(message) ?? message.replace(/^error: /, '');
  const suggestion = /\(Did you mean (?:one of )?(.*?)\?\)/s.exec(message)?.[1];
  return sentence(`${said}${suggestion ? ` (¿quiso decir ${suggestion}?)` : ''}; vea: ${command} --help`);
}
