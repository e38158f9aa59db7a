import { render } from 'preact';
import { App } from './app.tsx';
import { keepOffline } from './offline.ts';
import { keepPresenting } from './present.ts';
import { keepAddress } from './share-link.ts';
import { showWhatIsUnseen } from './visible.ts';

const root = document.getElementById('lab');
if (root === null) throw new Error('The page has no element "lab".');
showWhatIsUnseen();
render(<App />, root);
keepAddress();
keepPresenting();
keepOffline();
