// The picture of the page in sim/demo/README.md, as the page is now.
//
//   node picture.mjs PAGE.html FOLDER/OF/samen SOURCES PICTURE.png
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
await browser.close();
