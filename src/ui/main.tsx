import { render } from 'preact';
import { App } from './app.tsx';

const root = document.getElementById('lab');
if (root === null) throw new Error('The page has no element "lab".');
render(<App />, root);
