/** `npm start [-- FOLDER]`: see start.ts. */
import { tsImport } from 'tsx/esm/api';

await tsImport('./start.ts', import.meta.url);
