import type { Json } from '../model.ts';
import type { Draft } from './event.ts';

/** At most 1 MiB an entry and a request (Amazon EventBridge quotas; 256 KB until January 2026). */
export const MOST_BYTES = 1024 * 1024;

/** Why an entry of PutEvents was not taken. */
export interface Refusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** What an entry counts (EventBridge user guide, "Calculating PutEvents event entry size"). */
export function sizeOf(entry: Json): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const bytes = texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0), 0);
  return bytes + (entry.Time === undefined ? 0 : 14);
}

/** Reads an entry, or says as AWS does what is wrong with it. */
export function draftOf(entry: Json): Draft | Refusal {
  for (const member of ['Source', 'DetailType', 'Detail'] as const) {
    if (typeof entry[member] !== 'string' || entry[member] === '') {
      return invalidArgument(`Parameter ${member} is not valid. Reason: ${member} is a required argument.`);
    }
  }
  const { Source: source, DetailType: detailType, Detail: detail, Resources: resources = [], Time } = entry;
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  if (!isObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  if (!Array.isArray(resources) || resources.some((each) => typeof each !== 'string')) {
    return invalidArgument('Parameter Resources is not valid. Reason: it must be a list of strings.');
  }
  if (Time === undefined || Time === null) return { source, detailType, detail, resources };
  const time = timeOf(Time);
  if (time === undefined) return invalidArgument('Parameter Time is not valid. Reason: it must be a timestamp.');
  return { source, detailType, detail, resources, time };
}

/** A timestamp as the JSON protocol has it (seconds), or as a person writes it (ISO 8601), in milliseconds. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
  return Number.isFinite(time) ? time : undefined;
}

function invalidArgument(ErrorMessage: string): Refusal {
  return { ErrorCode: 'InvalidArgument', ErrorMessage };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
