// The table of item kinds. A kind is a function (item, response, desk) -> element; `desk` is
// {disabled, answer(id, response), type(id, response), rest(id), hold(id)}: `answer` is for a choice, sent at once; `type`
// for text, sent when the typing rests.

import { caseStudy } from './case.js';
import { multipleChoice, singleChoice } from './choice.js';
import { fillIn } from './fill_in.js';
import { matching } from './matching.js';
import { numeric } from './numeric.js';
import { ordering } from './ordering.js';
import { workingDays } from './working_days.js';

const KINDS = {
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
  true_false: singleChoice,
  fill_in: fillIn,
  numeric,
  working_days: workingDays,
  ordering,
  matching,
  case: (item, response, desk) => caseStudy(item, desk, render),
};

export function render(item, desk) {
  return KINDS[item.kind](item, desk.response(item.id), desk);
}
