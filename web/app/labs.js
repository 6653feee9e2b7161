// The labs' page, and its frames.

import { start } from './app.js';
import { beginOwn } from './own.js';
import * as work from './work.js';

beginOwn(work.bring);
await start(work);
