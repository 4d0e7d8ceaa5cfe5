// The stage in a real browser; it runs beside the test of the workbench.
//
//   node stage_test.mjs PAGE.html FOLDER/OF/samen SOURCES [PICTURES]
import { tested } from './browser.mjs';
import { stage } from './stage.mjs';

await tested('the stage', stage);
