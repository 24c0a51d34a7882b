import { AwsError, type JsonObject } from '../../../../service.ts';
import { flagOf, onlyKnown } from '../../../apigateway/properties.ts';
import type { Cors } from '../../state.ts';

const KNOWN = ['AllowOrigins', 'AllowMethods', 'AllowHeaders', 'ExposeHeaders', 'AllowCredentials', 'MaxAge'];

/** Reads a `CorsConfiguration`. @throws AwsError for one that API Gateway would not take. */
export function corsOf(given: JsonObject | undefined): Cors | undefined {
  if (given === undefined) return undefined;
  onlyKnown('CorsConfiguration', given, { acted: KNOWN });
  const { AllowOrigins = [], AllowMethods = [], AllowHeaders = [], ExposeHeaders = [], MaxAge } = given;
  for (const list of [AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders]) {
    if (!Array.isArray(list)) throw new AwsError('BadRequestException', `CorsConfiguration has ${list}, not a list`);
  }
  const allowCredentials = flagOf(given.AllowCredentials);
  if (allowCredentials && AllowOrigins.includes('*'))
    throw new AwsError('BadRequestException', 'allowCredentials cannot be true if allowOrigin is *');
  for (const origin of AllowOrigins) {
    if (!/^(?:\*|https?:\/\/\*|[a-z][\w+.-]*:\/\/[^/*]+)$/i.test(origin))
      throw new AwsError('BadRequestException', `Invalid format for origin ${origin}`);
  }
  return {
    allowOrigins: AllowOrigins.map(String),
    allowMethods: AllowMethods.map(String),
    allowHeaders: AllowHeaders.map(String),
    exposeHeaders: ExposeHeaders.map(String),
    allowCredentials,
    ...(MaxAge !== undefined && { maxAgeSeconds: Number(MaxAge) }),
  };
}
