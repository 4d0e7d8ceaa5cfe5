// A browser for the tests of the page, what the program gives beside it, and how a check is told.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(join(process.cwd(), '/'))('playwright-core');
export const [pagePath, bin, sources, pictures] = process.argv.slice(2).map(path => resolve(path));
export const samen = join(bin, 'samen');
export const scratch = mkdtempSync(join(tmpdir(), 'samen-page-'));
export const address = pathToFileURL(pagePath).href;

export let failures = 0;
const began = performance.now();
export const check = (holds, what, seen = '') => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${seconds} s  ${what}${holds ? '' : `: ${JSON.stringify(seen)}`}`);
  if (!holds) ++failures;
};

// ---- what the program gives -----------------------------------------------------------------------

/// Hashes and outcomes of a scenario file, by replicate and arm.
export function native(file, replicates, arms, more = []) {
  const out = join(scratch, 'native.h5');
  execFileSync(samen, ['run', file, '--quiet', '--replicates', String(replicates), '-o', out, '--force', '--set', 'run.record=["summary"]',
    '--set', `run.arms=${JSON.stringify(arms)}`, ...more], { stdio: 'pipe' });
  return { hashes: wordsOf(out, 'trajectory_hash').map(BigInt), netValue: numbersOf(out, 'net_value') };
}
export function wordsOf(file, name, part = []) {
  const text = execFileSync('h5dump', ['-y', '-m', '%.17g', '-d', `/${name}`, ...part, file]).toString();
  return /DATA \{([^}]*)\}/.exec(text)[1].split(',').map(word => word.trim()).filter(Boolean);
}
export const numbersOf = (...what) => wordsOf(...what).map(Number);

// ---- the browser ----------------------------------------------------------------------------------

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
export const noise = [], requests = [];
let opened = null;
/// A page of its own, in a browser that remembers nothing; the one before is closed unless it is kept.
/// The stage opens first; what is not a test of it goes on to the workbench.
export async function open({ stage = false, forced = false, touch = false, keep = false, hash = '', width = 1280, height = 720, language = 'en-GB', reduced = false } = {}) {
  if (opened && !keep) await opened.context().close();
  const context = await browser.newContext({
    viewport: { width, height }, locale: language, offline: true, acceptDownloads: true,
    reducedMotion: reduced ? 'reduce' : 'no-preference', forcedColors: forced ? 'active' : 'none', hasTouch: touch, isMobile: touch,
  });
  const page = await context.newPage();
  if (!keep) opened = page;
  page.setDefaultTimeout(15000);
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) noise.push(message.text()); });
  page.on('pageerror', error => noise.push(error.message));
  page.on('request', request => requests.push(request.url()));
  await page.goto(address + hash);
  if (stage) return page;
  if (await page.locator('#stage').isVisible()) await page.locator('#st-room [data-tool="workbench"]').click();
  await settled(page);
  return page;
}
const soon = (promise, seconds) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error(`no answer within ${seconds} s`)), 1000 * seconds))]);
export async function until(page, what, test, argument) {
  const end = performance.now() + 90000;
  while (performance.now() < end) {
    if (await soon(page.evaluate(test, argument), 20)) return;
    await new Promise(done => setTimeout(done, 50));
  }
  const seen = await page.evaluate(() => [window.samen?.timing, window.samen?.batch?.complete.length, document.visibilityState, document.getElementById('trouble').textContent]);
  throw new Error(`waited in vain for ${what}: ${JSON.stringify(seen)}`);
}
export const settled = page => until(page, 'the batch', () => Boolean(window.samen?.timing.all) && !document.getElementById('page').hasAttribute('aria-busy'));
/// After something was changed: the next batch.
export async function changed(page, act) {
  const before = await page.evaluate(() => window.samen.timing.began);
  await act();
  await until(page, 'a new batch', then => window.samen.timing.began > then, before);
  await settled(page);
}
/// All levers can be seen.
export const unfold = page => page.evaluate(() => document.querySelectorAll('#lever-list details').forEach(group => { group.open = true; }));
export const told = page => page.evaluate(() => window.samen.runs.map(run => String(run.hash)));
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const path = join(scratch, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}
export async function share(page, button) {
  await page.locator('#share summary').click();
  const path = await saved(page, () => page.locator(button).click());
  await page.keyboard.press('Escape');
  return path;
}
export async function picture(page, name) {
  if (pictures && existsSync(pictures)) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/// Texts whose contrast to what lies behind them is below 4.5 (WCAG 2.2, 1.4.3).
export function contrasts() {
  const channels = text => (/rgba?\(([^)]*)\)/.exec(text)?.[1] ?? '').split(/[ ,/]+/).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = node => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(at).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    if (!node.checkVisibility() || ![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
    const svg = node instanceof SVGElement, style = getComputedStyle(node);
    const text = channels(svg ? style.fill : style.color), ground = behind(svg ? node.ownerSVGElement : node);
    if (node.disabled || text.length < 3) continue;
    const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(`${node.tagName} ${node.textContent.trim().slice(0, 30)}`);
  }
  return faint;
}

/// A test from its beginning to its end, and what holds of all pages that it opened.
export async function tested(what, test) {
  try {
    await test();
    check(noise.length === 0, 'the console stays silent', noise);
    const outside = requests.filter(url => !url.startsWith(address) && !url.startsWith('blob:') && !url.startsWith('data:'));
    check(outside.length === 0, 'nothing is fetched', outside);
  } catch (error) {
    check(false, 'the test runs to its end', error.stack);
  } finally {
    await browser.close();
  }
  console.log(failures ? `${what}: ${failures} failed` : `${what}: in order after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  process.exit(failures ? 1 : 0);
}
