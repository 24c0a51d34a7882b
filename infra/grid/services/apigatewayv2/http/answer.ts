import type { JsonObject } from '../../../service.ts';
import type { Answer } from '../../apigateway/request/answer.ts';
import { answerIn } from '../../apigateway/request/proxyAnswer.ts';
import type { PayloadFormat } from '../state.ts';

/** Headers that the gateway makes itself. */
const OWN = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** That text is the default was measured on AWS for its own test tool: aws/aws-lambda-dotnet, `ApiGatewayResponseExtensions`. */
const RULES = {
  binary: true,
  contentType: 'text/plain; charset=utf-8',
  spell: (name: string) => (OWN.has(name.toLowerCase()) ? undefined : name),
};

/**
 * Reads what a function answered to an HTTP API, or gives the reason why it is malformed. In format 2.0, what names no status
 * is the body of an answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function functionAnswer(payload: string, format: PayloadFormat): Answer | string {
  let given: JsonObject | string | number | boolean | null;
  try {
    given = JSON.parse(payload);
  } catch {
    return 'it is not JSON';
  }
  const whole = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : undefined;
  if (format === '1.0') return whole ? answerIn(whole, RULES) : 'it is not an object';
  if (whole?.statusCode === undefined) {
    const body = typeof given === 'string' ? given : payload;
    return { status: 200, headers: [['content-type', 'application/json']], body };
  }
  const answer = answerIn({ ...whole, multiValueHeaders: undefined }, RULES);
  if (typeof answer === 'string' || whole.cookies === undefined || whole.cookies === null) return answer;
  if (!Array.isArray(whole.cookies)) return 'its cookies are not a list';
  return { ...answer, headers: [...answer.headers, ['set-cookie', whole.cookies.map(String)]] };
}
