// Starts the page of the mock acceptance window.

import { start } from '../exam/starting.js';
import { Desk } from './desk.js';

start(Desk);
