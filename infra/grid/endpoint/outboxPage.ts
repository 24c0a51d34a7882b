import type { KeptMessage } from '../outbox.ts';
import { escapeXml } from './xml.ts';

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
  article { border-top: 1px solid; padding: 1rem 0 } p { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0 }`;

/** What would have left this machine, as a page without scripts: the newest first. */
export function outboxPage(messages: readonly KeptMessage[]): string {
  const last = messages.at(-1);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Outbox</title><style>${STYLE}</style>
<h1>Outbox</h1><p>Kept on this machine and sent nowhere.</p>
${messages.map(articleOf).join('\n')}
${last ? `<a href="?before=${last.id}">Earlier</a>` : '<p>There is nothing.</p>'}</html>`;
}

function articleOf({ at, protocol, to, from, subject, body }: KeptMessage): string {
  const by = from === null ? '' : ` from ${escapeXml(from)}`;
  return `<article><small><time datetime="${at}">${at}</time> ${escapeXml(protocol)} to ${escapeXml(to)}${by}</small>
${subject === null ? '' : `<h2>${escapeXml(subject)}</h2>`}<p>${escapeXml(body)}</p></article>`;
}
