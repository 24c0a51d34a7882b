import type { APIGatewayProxyResult } from 'aws-lambda';
import { page } from './documentacion.ts';

/** A page to read and try the API. */
export async function handler(): Promise<APIGatewayProxyResult> {
  return { statusCode: 200, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'max-age=300' }, body: page };
}
