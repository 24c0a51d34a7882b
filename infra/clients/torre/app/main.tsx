import { render } from 'preact';
import { startChannel } from './core/channel.ts';
import { Paginas } from './paginas.tsx';

startChannel();
const place = document.getElementById('app');
if (place) render(<Paginas />, place);
