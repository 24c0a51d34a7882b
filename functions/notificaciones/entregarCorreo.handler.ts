import { delivery } from '#shared/runtime/notifications/deliver.ts';
import { mailProvider } from '#shared/runtime/notifications/mail.ts';
import { avisos } from './notifications/avisos.ts';

/** Brings mail to people. */
export const handler = delivery(avisos, mailProvider);
