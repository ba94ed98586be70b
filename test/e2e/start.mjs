/** `npm start [-- FOLDER]`: see start.ts. */
import { register } from 'tsx/esm/api';

register();
await import('./start.ts');
