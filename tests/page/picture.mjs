// The pictures of sim/demo/README.md, as the page is now: the workbench, and beside it stage.png.
//
//   node picture.mjs PAGE.html FOLDER/OF/samen SOURCES PICTURE.png
import { dirname, join } from 'node:path';

import { browser, open, pictures, until } from './browser.mjs';

const page = await open({ hash: '#s=hefboom8&lang=en&view=watch' });
await page.selectOption('#speed', '24');
await page.locator('#play').click();
await until(page, 'play', () => window.samen.state.month >= 92);
await page.locator('#play').click();
await page.evaluate(() => goTo(92));
await page.selectOption('#speed', '8');
await until(page, 'the trial of all levers', () => window.samen.still.done);
await page.mouse.move(0, 0);
await page.screenshot({ path: pictures });
const stage = await open({ stage: true, hash: '#case=hefboom8&lang=en' });
const on = async key => {
  await until(stage, 'the screen', () => window.samenStage.ready);
  await stage.keyboard.press(key);
};
for (const key of ['PageDown', 'PageDown', 'PageDown', '2', 'PageDown', 'PageDown']) await on(key);
await until(stage, 'the hands', () => Boolean(document.getElementById('hands-stop')));
await stage.keyboard.type('19');
await stage.keyboard.press('PageDown');
await stage.keyboard.type('11');
await stage.screenshot({ path: join(dirname(pictures), 'stage.png') });
await browser.close();
