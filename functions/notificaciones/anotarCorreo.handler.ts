import { noting } from '#shared/runtime/notifications/mailNews.ts';

/** Notes whether mail has arrived. */
export const handler = noting('correo');
