/** The page's script: defines the elements and puts the root into the body. */
import './nonce';
import { defineControls } from './controls';
import './page';

defineControls();
document.body.append(document.createElement('winnow-page'));
