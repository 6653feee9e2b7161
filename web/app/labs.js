// The labs' page, and its frames.

import { start } from './app.js';
import * as work from './work.js';

await start(work);
