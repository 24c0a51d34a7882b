import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** A case of conformance: what is done, what AWS answers, and where that is written or was recorded. */
export interface Case {
  readonly case: string;
  /** The page or the recording that AWS's answers come from. */
  readonly from: string;
  readonly steps: readonly Step[];
}

/**
 * One thing that is done. In texts `{q}` is a word of the case's own, `{name}` what an earlier step kept. Expected texts
 * between slashes are regular expressions; where an object is expected and a text comes, the text is read as JSON.
 */
type Step = Call | { readonly advance: number };

interface Call {
  /** The action, with its service before a colon where that is not the file's own. */
  readonly call: string;
  readonly input: object;
  readonly headers?: Record<string, string>;
  /** Members that the answer has among others. */
  readonly gives?: object;
  /** Paths in the answer where there is nothing, like `Messages.0.Attributes.MessageGroupId`. */
  readonly lacks?: readonly string[];
  readonly fails?: { readonly code: string; readonly message: string };
  /** What of the answer later steps use, as path by name. */
  readonly keeps?: Record<string, string>;
}

/** What the steps of a case are done with. */
export interface Stage {
  call(action: string, input: object, headers: Record<string, string>): Promise<object>;
  advance(ms: number): void;
}

/** The cases of a file beside this one. */
export function casesOf(file: string): Case[] {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')).cases;
}

let played = 0;

/** Plays a case; what differs from AWS's answers fails the test. */
export async function play({ steps }: Case, stage: Stage): Promise<void> {
  const words: Record<string, string> = { q: `c${++played}` };
  for (const step of steps) {
    if ('advance' in step) stage.advance(step.advance);
    else await playCall(step, stage, words);
  }
}

async function playCall(step: Call, stage: Stage, words: Record<string, string>): Promise<void> {
  const { call, input, headers = {}, gives, lacks = [], fails, keeps = {} } = step;
  const answer = await stage.call(call, filled(input, words) as object, headers).catch((error: unknown) => {
    if (!fails) throw error;
    return { failure: failureOf(error) };
  });
  if (fails) expect(answer).toStrictEqual({ failure: expected(filled(fails, words)) });
  if (gives) {
    const wanted = filled(gives, words);
    expect(read(answer, wanted)).toMatchObject(expected(wanted) as object);
  }
  for (const path of lacks) expect(at(answer, path), path).toBeUndefined();
  for (const [name, path] of Object.entries(keeps)) words[name] = String(at(answer, path));
}

/** Code and message as the SDK shows them: where a service has an older code, that one. */
function failureOf(error: unknown): { code: unknown; message: unknown } {
  const { name, Code, Error: inner, message } = error as Record<string, string> & { Error?: { Code?: string } };
  return { code: inner?.Code ?? Code ?? name, message };
}

function filled(value: unknown, words: Record<string, string>): unknown {
  if (typeof value === 'string') return value.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  return mapped(value, (member) => filled(member, words));
}

function expected(value: unknown): unknown {
  if (typeof value === 'string' && value.length > 2 && value.startsWith('/') && value.endsWith('/')) {
    return expect.stringMatching(new RegExp(value.slice(1, -1)));
  }
  return mapped(value, expected);
}

/** The answer, with texts read as JSON where `wanted` has objects. */
function read(answer: unknown, wanted: unknown): unknown {
  if (typeof wanted !== 'object' || wanted === null) return answer;
  const value: unknown = typeof answer === 'string' ? JSON.parse(answer) : answer;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member, i) => read(member, (wanted as unknown[])[i]));
  const entries = Object.entries(value).map(([key, member]) => [key, read(member, (wanted as never)[key])] as const);
  return Object.fromEntries(entries);
}

function mapped(value: unknown, change: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], value);
}
