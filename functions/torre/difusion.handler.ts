import { liveHandler } from '#shared/runtime/lambda/live.ts';

/** Sends what is new to whoever watches it and may see it. */
export const handlerOf = liveHandler;
