import { validation } from '../names.ts';

/** A piece of an input template: text as it stands, or a variable, within a JSON text or as a value of its own. */
type Piece = string | { readonly variable: string; readonly quoted: boolean };

/** A compiled input template: the text for the values of its variables, or `undefined` when these make it no JSON. */
export type Template = (lookUp: (variable: string) => unknown) => string | undefined;

/** A template, and the variables that it may name. */
interface Source {
  readonly text: string;
  readonly variables: ReadonlySet<string>;
}

/**
 * Compiles an input template (EventBridge user guide, "Input transformation"). A variable that stands for itself becomes
 * JSON, a text with its quotes; within a text its value is put in unescaped, an object without any quotes. A variable
 * without a value leaves an empty text.
 */
export function template({ text, variables }: Source, targetId: string): Template {
  const pieces = piecesOf(text);
  for (const piece of pieces) {
    if (typeof piece === 'string' || variables.has(piece.variable)) continue;
    throw validation(`InputTemplate for target ${targetId} contains invalid placeholder ${piece.variable}.`);
  }
  const filled = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.quoted ? '' : '0')).join('');
  if (!isJson(filled))
    throw validation(`Invalid InputTemplate for target ${targetId} : it is neither JSON nor lines of JSON texts.`);
  return (lookUp) => {
    const made = pieces.map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = lookUp(piece.variable);
      return piece.quoted ? withinText(value) : JSON.stringify(value ?? '');
    });
    const output = made.join('');
    return isJson(output) ? output : undefined;
  };
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    const variable = character === '<' ? /^<([\w.-]+)>/.exec(text.slice(i))?.[1] : undefined;
    if (variable !== undefined) {
      pieces.push(literal, { variable, quoted });
      literal = '';
      i += variable.length + 1;
      continue;
    }
    if (character === '\\' && quoted) {
      literal += character + (text[++i] ?? '');
      continue;
    }
    if (character === '"') quoted = !quoted;
    literal += character;
  }
  return [...pieces, literal];
}

/** Whether this is JSON, or has a JSON text on each line. */
function isJson(text: string): boolean {
  if (parses(text)) return true;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(parses);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function withinText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '') : String(value);
}
