import { PREFIX } from '#infra/cdk/names.ts';

/** The stack on which all others depend. */
export const DATA_STACK = `${PREFIX}-datos`;

/** The stack of the public API. */
export const API_STACK = `${PREFIX}-api`;
