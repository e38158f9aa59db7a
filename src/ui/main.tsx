import { render } from 'preact';
import { App } from './app.tsx';
import { showWhatIsUnseen } from './kit/visible.ts';
import { keepPresenting } from './present/present.ts';
import { keepOffline } from './shell/offline.ts';
import { keepAddress } from './shell/share-link.ts';

const root = document.getElementById('lab');
if (root === null) throw new Error('The page has no element "lab".');
showWhatIsUnseen();
render(<App />, root);
keepAddress();
keepPresenting();
keepOffline();
