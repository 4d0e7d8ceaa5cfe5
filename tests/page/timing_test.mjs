// How soon the page answers, on two cores that are quiet; on busy ones the bounds are as much wider as
// others take of a core's time. It runs before the other tests of the page, which keep the cores busy.
//
//   node timing_test.mjs PAGE.html FOLDER/OF/samen SOURCES
import { Worker } from 'node:worker_threads';

import { check, open, tested } from './browser.mjs';

const CORES = 2, FIRST_PICTURE = 1000, ALL_RUNS = 3000;
/// Wall time over CPU time of as many threads as there are cores, each busy for a while: 1 where nobody
/// else works.
function busy() {
  const spin = 'const { parentPort } = require("node:worker_threads"), began = process.hrtime.bigint(); while (process.hrtime.bigint() - began < 1500000000n); parentPort.postMessage(0);';
  const before = process.cpuUsage(), began = performance.now();
  return Promise.all(Array.from({ length: CORES }, () => new Promise(done => new Worker(spin, { eval: true }).on('exit', done)))).then(() => {
    const { user, system } = process.cpuUsage(before);
    return Math.max(1, CORES * (performance.now() - began) * 1000 / (user + system));
  });
}

await tested('how fast the page is', async () => {
  const before = await busy();
  const stage = await open({ stage: true });
  await stage.waitForSelector('#st-room svg');
  const shown = await stage.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  const page = await open({ hash: '#s=hefboom8&lang=en&view=predict&votes=0.0.1&closed=1' });
  const { bands, all } = await page.evaluate(() => window.samen.timing), arms = await page.evaluate(() => window.samen.batch.arms.length * window.samen.batch.complete.length);
  const share = Math.max(before, await busy()), told = `${(all / 1000).toFixed(2)} s where others take ${(100 - 100 / share).toFixed(0)} % of the cores`;
  check(shown < FIRST_PICTURE * share, `the stage is there after ${(shown / 1000).toFixed(2)} s`, [shown, share]);
  check(bands < FIRST_PICTURE * share, `the first bands after ${(bands / 1000).toFixed(2)} s`, [bands, share]);
  check(arms === 800 && all < ALL_RUNS * share, `and 200 replicates of four worlds after ${told}`, [arms, all, share]);
});
