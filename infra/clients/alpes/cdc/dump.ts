import { linesOf, NOT_UTF8 } from '../importar/lines.ts';

/** A row of a table as a file has it: its line, and its fields by column; or why it is none. */
export interface Entry {
  /** The line on which it begins, from 1. */
  readonly number: number;
  /** Bytes of the file up to the end of its line. */
  readonly bytes: number;
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly reason?: string;
}

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'sign';
  readonly text: string;
  readonly number: number;
  readonly bytes: number;
  /** Whether it is of a line that is not UTF-8, and has lost something by it. */
  readonly garbled?: boolean;
}

/** What a line of SQL consists of, one after the other. */
const PARTS =
  /(?<blank>\s+|--(?:\s.*|$)|#.*)|(?<comment>\/\*)|(?<quote>['"])|`(?<name>[^`]*)`|(?<number>-?\d+(?:\.\d+)?)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>.)/uy;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', Z: '\x1a' };

/**
 * The rows that a dump of MySQL (mysqldump, or `INSERT` by hand) enters into a table, as they are needed. A row that cannot
 * be read is told by its line; what follows it up to the end of its statement is lost with it.
 * @param columns of the table, in its order: what an `INSERT` without a list of columns means.
 */
export async function* rowsInDump(file: string, table: string, columns: readonly string[]): AsyncGenerator<Entry> {
  let statement: Token[] | undefined = [];
  let insert: Insert | undefined;
  for await (const token of tokensOf(file)) {
    if (token.kind === 'sign' && token.text === ';') {
      if (insert) yield* insert.end(token);
      statement = [];
      insert = undefined;
    } else if (insert) {
      const entry = insert.take(token);
      if (entry) yield entry;
    } else if (statement) {
      statement.push(token);
      if (isWord(token, 'VALUES')) {
        insert = insertOf(statement, table, columns);
        statement = undefined;
      }
    }
  }
  if (insert) yield* insert.end(undefined);
}

/** A row that is being read. */
interface Tuple {
  readonly begin: Token;
  readonly values: (string | null)[];
  wantsValue: boolean;
  garbled: boolean;
}

/** The tuples of an `INSERT`, token by token. */
class Insert {
  readonly #columns: readonly string[];
  #tuple: Tuple | undefined;
  #spoiled = false;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  take(token: Token): Entry | undefined {
    if (this.#spoiled) return undefined;
    const tuple = this.#tuple;
    if (!tuple) {
      if (isSign(token, '(')) this.#tuple = { begin: token, values: [], wantsValue: true, garbled: false };
      // ON DUPLICATE KEY UPDATE … is no row.
      else if (!isSign(token, ',')) this.#spoiled = true;
      return undefined;
    }
    if (tuple.wantsValue) {
      if (token.kind === 'sign') return this.#spoil(tuple.begin, `no se entiende "${token.text}" donde va un valor`);
      tuple.values.push(isWord(token, 'NULL') ? null : token.text);
      tuple.wantsValue = false;
      if (token.garbled) tuple.garbled = true;
      return undefined;
    }
    if (isSign(token, ',')) tuple.wantsValue = true;
    else if (isSign(token, ')')) return this.#row(tuple, token);
    else return this.#spoil(tuple.begin, `sobra "${token.text.slice(0, 20)}" después de un valor`);
    return undefined;
  }

  *end(token: Token | undefined): Generator<Entry> {
    if (this.#tuple && !this.#spoiled)
      yield this.#spoil(
        this.#tuple.begin,
        token ? 'le falta el paréntesis que cierra' : 'el archivo termina antes que ella',
      );
  }

  #row({ begin, values, garbled }: Tuple, { bytes }: Token): Entry {
    this.#tuple = undefined;
    const { number } = begin;
    if (garbled) return { number, bytes, reason: NOT_UTF8 };
    if (values.length !== this.#columns.length)
      return { number, bytes, reason: `tiene ${values.length} valores y la tabla ${this.#columns.length} columnas` };
    return {
      number,
      bytes,
      fields: Object.fromEntries(this.#columns.map((column, at) => [column, values[at] ?? null])),
    };
  }

  #spoil({ number, bytes }: Token, reason: string): Entry {
    this.#spoiled = true;
    return { number, bytes, reason };
  }
}

/** The `INSERT` into a table that a statement begins, up to its `VALUES`; none where it is another statement. */
function insertOf(statement: readonly Token[], table: string, columns: readonly string[]): Insert | undefined {
  const [first] = statement;
  if (!first || !(isWord(first, 'INSERT') || isWord(first, 'REPLACE'))) return undefined;
  const into = statement.findIndex((token) => isWord(token, 'INTO'));
  const open = statement.findIndex((token) => isSign(token, '('));
  const named = statement.slice(into + 1, open < 0 ? -1 : open).filter(({ kind }) => kind === 'word');
  if (named.at(-1)?.text !== table) return undefined;
  if (open < 0) return new Insert(columns);
  return new Insert(statement.slice(open, -1).flatMap(({ kind, text }) => (kind === 'word' ? [text] : [])));
}

/** The tokens of a file of SQL. A text or a comment may go over several lines. */
async function* tokensOf(file: string): AsyncGenerator<Token> {
  let open: { readonly end: string; readonly number: number; text: string; garbled: boolean } | undefined;
  for await (const { text, number, bytes, garbled } of linesOf(file)) {
    let at = 0;
    while (at < text.length || open) {
      if (open) {
        const closed = closing(text, at, open.end);
        open.text += closed.text;
        if (garbled && closed.text.includes('\uFFFD')) open.garbled = true;
        if (closed.at === undefined) {
          open.text += '\n';
          break;
        }
        at = closed.at;
        if (open.end !== '*/')
          yield { kind: 'string', text: open.text, number: open.number, bytes, garbled: open.garbled };
        open = undefined;
        continue;
      }
      PARTS.lastIndex = at;
      const { groups = {} } = PARTS.exec(text) ?? {};
      at = PARTS.lastIndex;
      const { comment, quote, name, number: figures, word, sign } = groups;
      if (comment) open = { end: '*/', number, text: '', garbled: false };
      else if (quote) open = { end: quote, number, text: '', garbled: false };
      else if (figures !== undefined) yield { kind: 'number', text: figures, number, bytes };
      else if (name !== undefined || word !== undefined)
        yield { kind: 'word', text: (name ?? word) as string, number, bytes };
      else if (sign !== undefined) yield { kind: 'sign', text: sign, number, bytes };
    }
  }
  if (open && open.end !== '*/') yield { kind: 'sign', text: open.end, number: open.number, bytes: 0 };
}

/** What a text or a comment holds from `from` on, and where what follows it begins; nowhere in this line, perhaps. */
function closing(line: string, from: number, end: string): { readonly text: string; readonly at?: number } {
  if (end === '*/') {
    const at = line.indexOf(end, from);
    return at < 0 ? { text: '' } : { text: '', at: at + end.length };
  }
  let text = '';
  for (let at = from; at < line.length; at++) {
    const character = line[at] as string;
    if (character === '\\') {
      at++;
      const escaped = line[at] ?? '\n';
      text += ESCAPES[escaped] ?? escaped;
    } else if (character !== end) text += character;
    else if (line[at + 1] === end) {
      at++;
      text += end;
    } else return { text, at: at + 1 };
  }
  return { text };
}

function isWord({ kind, text }: Token, word: string): boolean {
  return kind === 'word' && text.toUpperCase() === word;
}

function isSign({ kind, text }: Token, sign: string): boolean {
  return kind === 'sign' && text === sign;
}
