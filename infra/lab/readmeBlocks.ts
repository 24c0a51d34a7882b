/** A fenced block of shell commands in a README. */
export interface Block {
  /** The line of its fence, from 1. */
  readonly line: number;
  /** What CI does with it: runs it, leaves it running, or (unmarked) nothing. */
  readonly run: 'now' | 'background' | undefined;
  readonly code: string;
}

const MARK = /^<!--\s*ci(?::\s*(\w+))?\s*-->$/;

/**
 * The `bash` blocks of a Markdown text. `<!-- ci -->` on the line before one lets CI run it, `<!-- ci: background -->`
 * leaves it running for those that follow. Throws for a mark that means nothing, or that no block follows.
 */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  let mark: { readonly run: 'now' | 'background'; readonly line: number } | undefined;
  for (let at = 0; at < lines.length; at++) {
    const text = (lines[at] as string).trim();
    const opening = /^(`{3,})(\w*)/.exec(text);
    if (!opening) {
      if (mark && text !== '') throw new Error(`line ${mark.line}: no bash block follows this mark`);
      const marked = MARK.exec(text);
      if (marked) mark = { run: meaning(marked[1], at + 1), line: at + 1 };
      continue;
    }
    const [, fence, language] = opening as unknown as [string, string, string];
    const end = lines.findIndex((line, index) => index > at && line.trim() === fence);
    if (end < 0) throw new Error(`line ${at + 1}: this block is never closed`);
    if (mark && language !== 'bash') throw new Error(`line ${mark.line}: no bash block follows this mark`);
    if (language === 'bash') blocks.push({ line: at + 1, run: mark?.run, code: lines.slice(at + 1, end).join('\n') });
    mark = undefined;
    at = end;
  }
  if (mark) throw new Error(`line ${mark.line}: no bash block follows this mark`);
  return blocks;
}

/** What differs between the blocks of a README and those of its translation, in words; nothing when they are equal. */
export function differences(original: readonly Block[], translated: readonly Block[]): string[] {
  const longest = Math.max(original.length, translated.length);
  return Array.from({ length: longest }, (_, at): string | undefined => {
    const [one, other] = [original[at], translated[at]];
    if (!one) return `block ${at + 1} (line ${other?.line}) is in the translation only`;
    if (!other) return `block ${at + 1} (line ${one.line}) is not in the translation`;
    if (one.code !== other.code) return `block ${at + 1} (lines ${one.line} and ${other.line}) has other commands`;
    return one.run === other.run ? undefined : `block ${at + 1} (lines ${one.line} and ${other.line}) has another mark`;
  }).filter((text) => text !== undefined);
}

function meaning(word: string | undefined, line: number): 'now' | 'background' {
  if (word === undefined) return 'now';
  if (word === 'background') return word;
  throw new Error(`line ${line}: there is no mark "ci: ${word}"; there are "ci" and "ci: background"`);
}
