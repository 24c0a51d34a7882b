import { render } from 'preact';
import { startChannel } from './core/channel.ts';
import { Paginas } from './paginas.tsx';

// A relative address is looked up anew from each page that one goes to.
for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel=icon]')) icon.setAttribute('href', icon.href);

startChannel();
const place = document.getElementById('app');
if (place) render(<Paginas />, place);
