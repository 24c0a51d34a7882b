import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { readable } from './crossOrigin.ts';

/** A function that gives a JSON document, which is made when the app is built and lies beside the bundle. */
export function documentFunction(file: string) {
  const body = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const answer = {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'max-age=300' },
    body,
  };
  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => readable(answer, event);
}
