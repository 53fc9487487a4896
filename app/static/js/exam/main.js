// Starts the exam page.

import { Quiz } from './quiz.js';
import { offerSizes } from './sizes.js';
import { start } from './starting.js';

offerSizes(document.querySelector('[data-part="sizes"]'));
start(Quiz);
