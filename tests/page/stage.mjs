// The stage: played by a clicker, true to the engine, legible from the last row, and silent about any
// result before the room has spoken.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { address, changed, check, contrasts, native, numbersOf, open, picture, pictures, samen, scratch, sources, until } from './browser.mjs';
import { inFirefox } from './firefox.mjs';
import { picturesOf, readOut, saysLittle, treeOf, unheard } from './reader.mjs';

const installed = createRequire(join(process.cwd(), '/')), readCode = installed('jsqr'), axe = readFileSync(installed.resolve('axe-core/axe.min.js'), 'utf8');

const told = page => page.evaluate(() => `${document.getElementById('st-title').textContent} ${document.getElementById('st-room').textContent}`);
const place = page => page.evaluate(() => [window.samenStage.stage.at, window.samenStage.stage.step]);
const ready = page => until(page, 'the screen', () => window.samenStage.ready && !document.querySelector('.waiting-room'));
const press = async (page, ...keys) => {
  for (const key of keys) {
    await page.keyboard.press(key);
    await ready(page);
  }
};
/// Rules of axe-core that the page breaks as it is shown, and where.
async function broken(page) {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe);
  return page.evaluate(async () => {  // what fades in is looked at when it is there
    await Promise.all(document.getAnimations().filter(one => Number.isFinite(one.effect.getComputedTiming().endTime)).map(one => one.finished.catch(() => {})));
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}`);
  });
}
/// What a screen reader is not given on a screen of the stage: names, a picture in words, the act read out
/// politely, and the focus on the title or in what one works with.
async function silent(page) {
  const nodes = await treeOf(page), [focused] = nodes.filter(({ role, focused }) => focused && role !== 'RootWebArea'), heard = await page.evaluate(() => document.getElementById('live').textContent);
  return [
    ...unheard(nodes), ...saysLittle(picturesOf(nodes).filter(name => !/^(Act|Deel) \d/.test(name))).map(name => `a picture that says only "${name}"`),
    ...readOut(nodes).filter(([role, live]) => live !== 'polite' && role !== 'alert').map(([role]) => `${role} interrupts`),
    ...(heard ? [] : ['nothing is read out']), ...(focused ? [] : ['nothing has the focus']),
  ];
}
/// What a camera reads in the QR code of a slip, from a picture of the screen.
async function decoded(page, n) {
  const code = page.locator('.slip .qr').nth(n);
  await code.scrollIntoViewIfNeeded();
  const png = (await code.screenshot()).toString('base64');
  const { data, width, height } = await page.evaluate(async png => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), letter => letter.charCodeAt(0))], { type: 'image/png' })), canvas = new OffscreenCanvas(image.width, image.height), paper = canvas.getContext('2d');
    paper.drawImage(image, 0, 0);
    const { data, width, height } = paper.getImageData(0, 0, image.width, image.height);
    return { data: Array.from(data), width, height };
  }, png);
  return readCode(Uint8ClampedArray.from(data), width, height)?.data;
}
/// All parts of a case that the acts need.
const known = page => until(page, 'what the acts need', () => Boolean(window.samenStage.stage.levers));

/// Letters on the stage below so many pixels, and how many numbers stand there beside years and months.
function letters(least) {
  const shown = [...document.querySelectorAll('#stage *')].filter(node => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !node.closest('.hidden, title, option'))
    .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()));
  const few = shown.filter(node => parseFloat(getComputedStyle(node).fontSize) < least).map(node => `${node.tagName} ${getComputedStyle(node).fontSize} ${node.textContent.trim().slice(0, 30)}`);
  const texts = shown.filter(node => !node.closest('#st-more, select')).map(node => [...node.childNodes].filter(child => child.nodeType === 3).map(child => child.textContent).join(' '));
  const numbers = texts.flatMap(text => text.replace(/\b(19|20)\d\d\b/g, '').match(/\d+([.,\u00a0 ]\d+)*/g) ?? []);
  const inputs = [...document.querySelectorAll('#stage input')].filter(node => node.value && node.checkVisibility()).length;
  return { few, numbers: numbers.length + inputs, seen: numbers };
}
/// What sticks out of the screen, or lies over something else that is read.
function overflows() {
  const out = [];
  for (const node of document.querySelectorAll('#stage header, #stage footer, #st-room, #st-room *')) {
    if (node instanceof SVGElement && node.tagName !== 'text' || !node.checkVisibility() || node.closest('.hidden')) continue;
    const box = node.getBoundingClientRect();
    if (!(node instanceof SVGElement) && node.tagName !== 'SELECT' && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && getComputedStyle(node).display !== 'inline') out.push(`wider than its place: ${node.className} ${node.textContent.trim().slice(0, 24)}`);
    const frame = node.ownerSVGElement?.getBoundingClientRect();
    if (frame && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)) out.push(`cut: ${node.textContent}`);
    if (box.width && (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1)) out.push(`${node.tagName}.${node.getAttribute('class') ?? ''} ${node.textContent.trim().slice(0, 24)} ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
  }
  return out;
}

/// Of two colours like #f0914b (WCAG 2.2, 1.4.3).
function contrast(...colours) {
  const [light, dark] = colours.map(colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0)).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
/// The whole play with the keys of a clicker: Page Down, Space, Page Up and digits. Calls `see` on each screen.
async function playThrough(page, see = async () => {}) {
  const seen = [];
  const look = async name => {
    await ready(page);
    await page.waitForTimeout(60);
    seen.push(name);
    await see(name);
  };
  await look('opening');
  await press(page, 'PageDown');
  await look('table');
  await press(page, 'PageDown');
  await look('table-sentences');
  await press(page, 'Space');
  await look('line-empty');
  await press(page, '2');
  await look('line');
  await press(page, 'PageDown');
  for (const act of ['month', 'turn-month']) {
    await press(page, 'Space');  // on to the month where it stops
    await until(page, 'the hands', () => Boolean(document.getElementById('hands-stop')));
    await page.keyboard.type('19');
    await page.keyboard.press('PageDown');
    await page.keyboard.type('11');
    await look(act);
    await press(page, 'Space');
    await look(`${act}-decided`);
    if (act === 'month') {
      for (const name of ['chairs-asked', 'chairs-stand', 'chairs-asked-again', 'chairs-stand-again', 'bloom-own', 'bloom-other', 'bloom-all', 'bloom-never']) {
        await press(page, 'PageDown');
        await page.waitForTimeout(name.startsWith('bloom') ? 2700 : 0);
        await look(name);
      }
      await press(page, 'PageDown', '1');
      await look('back-asked');
      check(await page.locator('.past path').count() === 0, 'before it is counted back nothing of the past is drawn');
      await press(page, 'PageDown');
      await page.waitForTimeout(2200);
      await look('back-told');
      await press(page, 'PageDown', '1', '1', '3');
      await look('bid-asked');
      await press(page, 'PageDown');
      await look('bid-told');
      await press(page, 'PageDown');
    }
  }
  for (const name of ['turn-own', 'turn-other', 'turn-all']) {
    await press(page, 'PageDown');
    await page.waitForTimeout(2700);
    await look(name);
  }
  await press(page, 'PageDown', '2');
  await look('sets-asked');
  check(await page.locator('.dots circle').count() === 0, 'before it is predicted nothing of the sets is drawn');
  await press(page, 'PageDown');
  await look('sets-told');
  for (let n = 1; n <= 5; ++n) {
    await press(page, 'PageDown', '1');
    await look(`lever-${n}`);
    await press(page, 'Space');
    await page.waitForTimeout(1900);
    await look(`lever-${n}-seen`);
  }
  await press(page, 'PageDown', '2');
  await until(page, 'the levers in all sets', () => Boolean(document.querySelector('.agrees')));
  await look('rules');
  return seen;
}

/// All screens and steps of a play that is over, in a language, without what moves.
async function everyScreen(page, language, see) {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const screens = await page.evaluate(() => window.samenStage.steps);
  for (const [at, steps] of screens.entries())
    for (let step = 0; step < steps; ++step) {
      await page.evaluate(([at, step, language]) => window.samenStage.open(at, step, language), [at, step, language]);
      await ready(page);
      await page.waitForTimeout(60);
      await see(`${language}-${String(at).padStart(2, '0')}-${step}`);
    }
  await page.emulateMedia({ reducedMotion: 'no-preference' });
}

/// What is computed of the case, as the native program has it.
async function trueToTheEngine(page) {
  const found = await page.evaluate(() => {
    const { staged } = window.samenStage.stage, { together, alone } = staged.arms, end = DATA.presets.find(({ id }) => id === 'hefboom8').months - 1;
    const of = ({ net, hashes }) => ({ net: net.map(line => line[end]), hashes: hashes.map(String) });
    return { month: staged.hardest.month, why: staged.hardest.why, together: of(together), alone: of(alone), stop: of(staged.stop), deep: together.net.map(line => line[staged.hardest.month]) };
  });
  const file = join(sources, 'scenarios/hefboom8.toml');
  const from = native(file, 16, ['alone', 'together']);
  const arms = { alone: 0, together: 1 };
  for (const [arm, n] of Object.entries(arms))
    check(found[arm].hashes.slice(0, 16).every((hash, k) => BigInt(hash) === from.hashes[2 * k + n] && Object.is(found[arm].net[k], from.netValue[2 * k + n])), `the stage's ${arm} are the runs of samen run, bit by bit`);
  const [year, month] = [2013 + Math.floor((6 + found.month + 1) / 12), (6 + found.month + 1) % 12 + 1];
  const at = `${year}-${String(month).padStart(2, '0')}`;
  const branched = native(file, 16, ['alone', 'together'], ['--set', `branch.at=${at}`]);
  check(found.stop.hashes.slice(0, 16).every((hash, k) => BigInt(hash) === branched.hashes[2 * k]) && found.stop.net.slice(0, 16).every((value, k) => Object.is(value, branched.netValue[2 * k])), `who stops is [branch] at = "${at}", bit by bit`);
  check(branched.hashes.filter((_, k) => k % 2).every((hash, k) => hash === from.hashes[2 * k + 1]), 'and who goes on lives as if nothing had been asked');
  const medianAt = await page.evaluate(() => {
    const { together } = window.samenStage.stage.staged.arms, middle = month => [...together.net.map(line => line[month])].sort((a, b) => a - b).reduce((sum, x, n, all) => sum + (n === all.length / 2 || n === all.length / 2 - 1 ? x / 2 : 0), 0);
    return Array.from({ length: together.net[0].length }, (_, month) => middle(month));
  });
  check(found.why === 'red' && medianAt.slice(1, -2).every(value => value >= medianAt[found.month]), 'it stops where the median account is lowest', [found.month, medianAt[found.month]]);
}

/// By clicker alone; nothing of a result before the room has spoken; legible; no more than five numbers.
async function play() {
  const page = await open({ stage: true, language: 'nl-BE' });
  await ready(page);
  check(await page.locator('#st-title').textContent() === 'Samen?' && !await page.locator('#preset').isVisible(), 'the stage opens first');
  await known(page);
  await trueToTheEngine(page);
  const small = [], crowded = [], out = [], pale = [], coats = new Map(), unsound = {}, unread = {}, spoken = new Map();
  const seen = await playThrough(page, async name => {
    await picture(page, `stage-${name}`);
    const rules = await broken(page);
    if (rules.length) unsound[name] = rules;
    const missed = name === 'opening' ? [] : await silent(page);
    if (missed.length) unread[name] = missed;
    spoken.set(name, [await page.evaluate(() => document.getElementById('live').textContent), ...picturesOf(await treeOf(page))].join(' '));
    const { few, numbers, seen: found } = await page.evaluate(letters, 24);
    if (few.length) small.push([name, few]);
    if (numbers > 5) crowded.push([name, found]);
    const over = await page.evaluate(overflows);
    if (over.length) out.push([name, over]);
    const faint = (await page.evaluate(contrasts)).filter(text => !/^text \p{L}$/u.test(text));  // letters on coats: below
    if (faint.length) pale.push([name, faint]);
    for (const [coat, letter] of await page.evaluate(() => [...document.querySelectorAll('.person')].map(person => [person.querySelector('circle').getAttribute('fill'), person.querySelector('text').getAttribute('fill')]))) coats.set(coat, letter);
    if (name.startsWith('table')) check(!/\d/.test(await told(page)), `${name}: no numbers`, await told(page));
    if (name.startsWith('line')) {
      // The sheet holds years, letters and a line of the room's own: no thread, no amount, no month that was found.
      const held = await page.evaluate(() => ({ text: document.getElementById('stage').textContent, paths: document.querySelectorAll('#st-room .line-box path').length, body: document.body.querySelectorAll('#page .mark, #page #fan path, #worlds td, #paper *').length }));
      check(!/€|miljoen|\d[\u00a0.,]\d/.test(held.text) && !held.text.includes('juni 2017') && held.paths === 1 && held.body === 0, `${name}: nothing of a result stands in the page`, held);
    }
  });
  check(Object.keys(unsound).length === 0, 'axe-core finds nothing in any act, in Dutch', unsound);
  check(Object.keys(unread).length === 0, 'a screen reader is given names, pictures in words and what comes out, in Dutch', unread);
  const finding = [['table', /staat het dichtst, .* de dikste draad/], ['month', /€.*staat het dichtst/], ['chairs-stand', /Rechtop: \d+ van de 30/], ['bloom-all', /midden .*€.*midden .*€/], ['back-told', /\d+ van deze 20/], ['bid-told', /\d+ van de 100 werelden/], ['sets-told', /wint: \d+.*wint: \d+/], ['lever-1-seen', /€.*€/]];
  const unsaid = finding.filter(([name, says]) => !says.test(spoken.get(name) ?? '')).map(([name]) => [name, spoken.get(name)]);
  check(unsaid.length === 0, 'and the pictures of each act say their finding', unsaid);
  const english = {}, mute = {};
  await everyScreen(page, 'en', async name => {
    const rules = await broken(page), nodes = await treeOf(page), missed = [...unheard(nodes), ...saysLittle(picturesOf(nodes).filter(name => !/^Act \d/.test(name)))];
    if (rules.length) english[name] = rules;
    if (missed.length) mute[name] = missed;
  });
  check(Object.keys(english).length === 0, 'nor in English', english);
  check(Object.keys(mute).length === 0, 'and a screen reader is given as much in English', mute);
  check(seen.at(-1) === 'rules' && (await place(page))[0] === await page.evaluate(() => window.samenStage.steps.length - 1), 'the whole play by clicker alone', seen);
  check(small.length === 0, 'no letters under 24 pixels at 1280 × 720', small);
  check(crowded.length === 0, 'no more than five numbers on a screen', crowded);
  check(out.length === 0, 'everything is on the screen', out);
  check(pale.length === 0, 'words of the stage have a contrast of 4.5 and more', pale);
  check(coats.size >= 4 && [...coats].every(([coat, letter]) => contrast(coat, letter) >= 4.5), 'so have letters on coats', [...coats]);

}

/// Before the hands are counted nothing from after the month it stops is there.
async function speaksFirst() {
  const page = await open({ stage: true, language: 'en-GB' });
  await press(page, 'PageDown', 'PageDown', 'PageDown');
  check(await page.locator('#st-title').textContent() === 'Draw the line.', 'the stage speaks English where the browser does');
  await press(page, 'PageDown');
  check((await place(page))[0] === 2 && await page.locator('#st-note.hint').isVisible(), 'without a line the prediction is not closed');
  const box = await page.locator('.line-box').boundingBox();
  await page.mouse.move(box.x + 20, box.y + box.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.8, { steps: 6 });
  await page.mouse.move(box.x + box.width - 10, box.y + box.height * 0.1, { steps: 8 });
  await page.mouse.up();
  const drawn = await page.evaluate(() => window.samenStage.stage.line);
  check(drawn.length === 25 && drawn[8] < -0.1 && drawn.at(-1) > 0.5, 'the room draws its line by hand', drawn);
  await page.locator('.knot').first().focus();
  await page.keyboard.press('ArrowUp');
  check(await page.evaluate(then => window.samenStage.stage.line[4] > then, drawn[4]) && (await place(page))[0] === 2, 'and moves it by keys');
  await page.locator('[data-shape="shape_dip"]').click();  // and Space does not press it again
  await press(page, 'Space', 'Space');
  await until(page, 'the hands', () => Boolean(document.getElementById('hands-stop')));
  await press(page, 'Space', 'Space');
  check((await place(page)).join() === '3,0' && await page.locator('#st-note.hint').isVisible(), 'no decision without a hand');
  const shown = await told(page);
  check(/−\d/.test(shown) && !/million/.test(shown) && await page.locator('#stage [id^="grow-"]').count() === 0, 'before the decision only the account of that month is there', shown);
  const amount = await page.evaluate(() => window.samenStage.stage.staged.told.run.of('net_value', window.samenStage.stage.staged.hardest.month));
  const lowest = await page.evaluate(() => {
    const { arms: { together }, hardest: { month } } = window.samenStage.stage.staged;
    return quantile(Float64Array.from(together.net, line => line[month]).sort(), 0.5);
  });
  check(Math.abs(amount / lowest - 1) < 0.5, 'the table that is shown is near the middle of all', [amount, lowest]);
  await page.locator('#hands-stop').fill('7');
  await page.locator('#hands-go').fill('7');
  await press(page, 'PageDown');
  check((await place(page)).join() === '3,0', 'a tie decides nothing');
  await page.locator('#hands-go').fill('9');
  await press(page, 'PageDown');
  check((await told(page)).includes('The room goes on.'), 'the room decides as the board');
  await press(page, 'PageUp', 'PageUp');
  check((await place(page))[0] === 2 && await page.locator('[data-shape]').first().isDisabled(), 'a closed prediction stays closed');

  // Both languages, the workbench behind a button and back.
  await page.keyboard.press('Escape');
  await page.locator('#st-more [data-tongue="nl"]').click();
  check(await page.locator('#st-title').textContent() === 'Teken de lijn.', 'and in the other language at a press');
  await page.locator('#st-menu').click();
  await page.locator('#st-more [data-tool="workbench"]').click();
  await until(page, 'the workbench', () => Boolean(window.samen?.timing.all) && !document.getElementById('page').hasAttribute('aria-busy'));
  check(await page.locator('#preset').isVisible() && !await page.locator('#stage').isVisible() && await page.evaluate(() => document.documentElement.lang) === 'nl', 'the workbench is behind a button');
  await page.locator('#to-stage').click();
  await ready(page);
  check(await page.locator('#st-title').textContent() === 'Teken de lijn.', 'and the stage stands where it was left');

}

/// The last act under every set that fits the evidence: off until it is asked for, and then what samen
/// run --ensemble gives.
async function sets() {
  const page = await open({ stage: true, hash: '#case=hefboom8&lang=en' });
  await known(page);
  const lucks = await page.evaluate(() => SET_LUCKS), from = await page.evaluate(() => window.samenStage.stage.staged.hardest.month), at = `${2013 + Math.floor((7 + from) / 12)}-${String((7 + from) % 12 + 1).padStart(2, '0')}`;
  const under = (arms, more) => {
    const out = join(scratch, 'stage-sets.h5');
    execFileSync(samen, ['run', join(sources, 'scenarios/hefboom8.toml'), `--ensemble=${join(sources, 'scenarios/validation/ensemble.toml')}`, '--replicates', String(lucks), '--quiet', '-o', out, '--force', '--set', 'run.record=["summary"]', '--set', `run.arms=${JSON.stringify(arms)}`, ...more], { stdio: 'pipe' });
    const [net, point, replicate, arm] = ['net_value', 'point', 'replicate', 'arm'].map(name => numbersOf(out, name)), found = [];
    net.forEach((value, n) => { ((found[point[n]] ??= [])[replicate[n]] ??= {})[arm[n]] = value; });
    return found.map(set => set.map(luck => Object.entries(luck).sort(([a], [b]) => a - b).map(([, value]) => value)));
  };
  const screen = await page.evaluate(() => window.samenStage.sets);
  await page.evaluate(at => window.samenStage.open(at, 2, 'en'), screen - 1);
  await ready(page);
  await press(page, 'PageDown', 'PageDown');
  check((await place(page))[0] === screen + 1 && await page.evaluate(() => window.samenStage.stage.setsOn === null), 'who passes by leaves the sets off');
  await press(page, 'PageUp', '1', 'PageDown');
  await until(page, 'the levers in all sets', () => window.samenStage.stage.levers.every(lever => lever.agrees));
  const seen = await page.evaluate(async () => ({ leads: (await window.samenStage.stage.sets).leads.first, levers: window.samenStage.stage.levers.map(({ name, from, to, row, moves, agrees }) => ({ name, to: row.choices.length ? JSON.stringify(row.choices[to]) : to, moves, agrees })), drawn: document.querySelectorAll('.dots circle').length, told: document.getElementById('st-room').textContent }));
  const both = under(['alone', 'together'], ['--set', `branch.at=${at}`]), leads = both.map(set => set.reduce((sum, [alone, together]) => sum + (together - alone), 0) / lucks);
  check(leads.length === 40 && leads.every((lead, set) => Object.is(lead, seen.leads[set])), 'what going on is ahead by in each of 40 sets is that of samen run --ensemble, bit by bit', [leads, seen.leads]);
  check(seen.drawn === 80, 'and each set is a dot, in both cases', seen);
  const { name, to, moves, agrees } = seen.levers[0], pushed = under(['together'], ['--set', `${name}=${to}`]);
  const same = await page.evaluate(([sets, moves]) => sets.map(interval).filter(({ low, high }) => moves === (low > 0 ? 'more' : high < 0 ? 'less' : 'same')).length, [pushed.map((set, n) => set.map(([net], luck) => net - both[n][luck][1])), moves]);
  check(agrees.count === same && agrees.all === 40, `and ${name} moves the same way in as many sets`, [agrees, same]);
}

/// A bid for the goals of the last year is a scenario with a [[change]].
async function bids() {
  const page = await open({ stage: true, hash: '#case=hefboom8&lang=en' });
  await known(page);
  await page.evaluate(() => window.samenStage.open(window.samenStage.bid, 0, 'en'));
  await ready(page);
  await press(page, '1', '1');
  const seen = await page.evaluate(() => [...document.querySelectorAll('[data-bid]')].map(button => `${button.textContent} ${button.getAttribute('aria-pressed')}`));
  check(seen.length === 4 && /Puller ↑ from 2017 true/.test(seen[0]) && seen.slice(1).every(text => /not false/.test(text)), 'a digit bids a lever, and once more starts it later', seen);
  await press(page, 'PageDown');
  const { text, green, dots, to, from } = await page.evaluate(() => {
    const { stage } = window.samenStage, [[name, to]] = Object.entries(JSON.parse(Object.keys(stage.answers)[0])), { from } = datedOf(name);
    return { text: document.getElementById('st-note').textContent, green: document.querySelectorAll('.bid-room circle:not([fill=none])').length, dots: document.querySelectorAll('.bid-room circle').length, to, from: statedMonth(stage.staged.preset, from) };
  });
  const file = join(scratch, 'bid.toml'), out = join(scratch, 'bid.h5');
  writeFileSync(file, `${readFileSync(join(sources, 'scenarios/hefboom8.toml'), 'utf8')}\n[[change]]\nname = "bid"\nmonth = "${from}"\npuller = ${to}\n`);
  const reached = more => {
    execFileSync(samen, ['run', more, '--quiet', '--replicates', '100', '-o', out, '--force', '--set', 'run.record=["summary"]', '--set', 'run.arms=["together"]'], { stdio: 'pipe' });
    return numbersOf(out, 'goals_reached').filter(n => n === 7).length;
  };
  const now = reached(file), was = reached(join(sources, 'scenarios/hefboom8.toml'));
  check(dots === 100 && green === now && text === `It suffices in ${now} of 100 worlds. Without a bid: ${was}.`, 'in how many of a hundred worlds it suffices is what samen run gives', [text, green, now, was]);
}

/// Chair 17 is replicate 17 of samen run, and of the room.
async function chairs() {
  const file = join(sources, 'scenarios/hefboom8.toml'), seventeen = native(file, 18, ['together']).hashes[17];
  const elsewhere = inFirefox(`${address}#stoel=17`, async (run, until) => {
    await until('the chair', "return Boolean(document.querySelector('#st-room .primary'))");
    await run("document.querySelector('#st-room .primary').click()");
    await until('what the chair did', "return document.querySelectorAll('.stands li').length >= 3");
    return run("return { agent: navigator.userAgent, title: document.getElementById('st-title').textContent, print: document.querySelector('.print code').textContent, room: String(window.samenStage.stage.staged.arms.together.hashes[17]), trouble: document.getElementById('trouble').textContent }");
  }).catch(error => ({ agent: error.message }));
  for (const [hash, title] of [['#stoel=17', 'Stoel 17'], ['#chair=17&lang=en', 'Chair 17']]) {
    const phone = await open({ stage: true, hash, width: 390, height: 844, touch: true, language: 'en-GB' });
    await ready(phone);
    check(await phone.locator('#st-title').textContent() === title && !/€/.test(await told(phone)), `${hash}: the chair waits for the sign`);
    await phone.locator('#st-room .primary').tap();
    await until(phone, 'the chair', () => document.querySelectorAll('.stands li').length >= 3);
    const own = await phone.evaluate(() => ({ hash: String(window.samenStage.stage.own.run.hash), room: String(window.samenStage.stage.staged.arms.together.hashes[17]), text: document.querySelector('.print code').textContent }));
    check(BigInt(own.hash) === seventeen && BigInt(own.room) === seventeen && BigInt(`0x${own.text}`) === seventeen, `${hash}: chair 17 is replicate 17, bit by bit`, own);
    check(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${hash}: it fits a phone`);
    check((await broken(phone)).length === 0, `${hash}: axe-core finds nothing`, await broken(phone));
    await picture(phone, `stage-chair-${title.slice(0, 5)}`);
  }
  const fox = await elsewhere;
  check(/Firefox\/\d/.test(fox.agent) && fox.title === 'Stoel 17' && fox.trouble === '' && BigInt(`0x${fox.print ?? 0}`) === seventeen && BigInt(fox.room ?? 0) === seventeen, 'in Firefox chair 17 is the same, bit by bit', fox);

}

/// Slips with their codes, and the kit.
async function papers() {
  const page = await open({ stage: true, hash: '#case=maurice4&lang=nl' });
  await ready(page);
  await page.locator('#st-room [data-tool="slips"]').click();
  await until(page, 'the slips', () => document.querySelectorAll('.slip').length > 0);
  const slips = await page.evaluate(() => [...document.querySelectorAll('.slip')].map(slip => slip.textContent));
  const codes = () => page.evaluate(() => [...document.querySelectorAll('.slip .qr')].map(code => code.dataset.holds));
  check((await decoded(page, 16)) === '#stoel=17&case=maurice4' && (await codes()).length === 30 && await page.locator('#where-help').textContent().then(text => /bestand/.test(text)), 'opened as a file the code of slip 17 holds its chair, and the page says what a phone needs', await decoded(page, 16));
  await page.locator('.where input').fill('https://les.example.org/samen.html');
  check((await decoded(page, 16)) === 'https://les.example.org/samen.html#stoel=17&case=maurice4' && new Set(await codes()).size === 30, 'with the address of the page it holds all of it', await decoded(page, 16));
  await page.locator('.where input').fill('javascript:alert(1)');
  check((await decoded(page, 16)) === '#stoel=17&case=maurice4', 'and no address that is none', await decoded(page, 16));
  check(slips.length === 30 && slips[16].includes('#stoel=17&case=maurice4') && new Set(slips).size === 30, 'thirty slips, each with its address', slips[16]);
  check((await broken(page)).length === 0, 'axe-core finds nothing in the slips', await broken(page));
  await page.emulateMedia({ media: 'print' });
  check(!await page.locator('#paper .tools').isVisible() && await page.locator('.slip').first().isVisible() && !await page.locator('#stage').isVisible(), 'only the sheets are printed');
  await page.emulateMedia({ media: 'screen' });
  await page.locator('#paper .back').click();
  await page.locator('#st-room [data-tool="kit"]').click();
  await until(page, 'the kit', () => document.querySelectorAll('.kit').length > 0);
  check(!/\{\w+\}/.test(await page.locator('.kit').textContent()) && (await page.locator('.kit').textContent()).includes('Maurice-4'), 'the kit speaks of the case of today');
  const found = await page.evaluate(() => {
    const { staged: { arms: { together }, hardest: { month } }, other, levers } = window.samenStage.stage, turn = other.wisdom();
    const said = row => document.querySelector(`[data-script="${row}"] [data-about]`).textContent.replaceAll('\u00a0', ' ');
    return {
      line: [said('line').replaceAll(' ', ''), `Hetmiddenzakttot−${-Number((1000 * quantile(Float64Array.from(together.net, line => line[month]).sort(), 0.5)).toPrecision(2))}€`],
      bid: [said('bid'), `in ${together.ends.slice(0, 100).filter(end => end.goals_reached === 3).length} van de 100 werelden`],
      turn: [said('turn'), `wint in ${turn[turn.wise]} van de ${turn.all} verlopen`],
      levers: [said('levers'), `${levers.filter(({ moves }) => moves === 'more').length}`, `${said('levers').split('↑').length - 1}`],
    };
  });
  check(['line', 'bid', 'turn'].every(row => found[row][0].includes(found[row][1])) && found.levers[1] === found.levers[2], 'and says what usually comes out in each part', found);
  check((await broken(page)).length === 0, 'axe-core finds nothing in the kit', await broken(page));
  const parts = await page.evaluate(() => ({ slides: document.querySelectorAll('.kit .slide').length, drawn: document.querySelectorAll('.slide .branches path').length, script: [...document.querySelectorAll('[data-script]')].map(row => row.dataset.script).join(), asked: document.querySelectorAll('.worksheet tr').length }));
  check(parts.slides === 2 && parts.drawn > 400 && parts.script === 'before,table,line,month,chairs,back,bid,turn,sets,levers' && parts.asked === 7, 'it holds a script, two slides and a worksheet', parts);
  await picture(page, 'kit');
  await page.emulateMedia({ media: 'print' });
  if (pictures) writeFileSync(join(pictures, 'kit.pdf'), await page.pdf({ format: 'A4', printBackground: true }));
  await page.emulateMedia({ media: 'screen' });
  await page.locator('#paper .back').click();

  // Notes in a window of their own: they follow the play, and their keys lead it.
  await ready(page);
  const [notes] = await Promise.all([page.context().waitForEvent('page'), page.locator('#st-room [data-tool="notes"]').click()]);
  const told = () => notes.locator('main').textContent();
  await until(page, 'the notes', () => window.samenStage.notes.window.document.querySelector('h1').textContent !== '');
  check(/Vooraf/.test(await told()) && /00:00/.test(await told()), 'a window of notes opens', await told());
  await notes.keyboard.press('PageDown');
  await ready(page);
  await until(page, 'the notes of the table', () => window.samenStage.notes.window.document.querySelector('h1').textContent.startsWith('1.'));
  await until(page, 'a second', () => /00:0[1-9]/.test(window.samenStage.notes.window.document.getElementById('clock').textContent));
  check((await place(page))[0] === 1 && /6 min/.test(await told()) && /Wie zou je eerst opbellen/.test(await told()), 'its keys lead the play, and it keeps the time', await told());
  check(!/Vooraf|Wat je doet/.test(await page.evaluate(() => document.getElementById('stage').textContent)), 'and nothing of it stands on the stage');
  for (const key of ['PageDown', 'PageDown', '2', 'PageDown', 'PageDown']) {
    await notes.keyboard.press(key);
    await ready(page);
  }
  await until(page, 'the hands', () => Boolean(document.getElementById('hands-stop')));
  check(/Op het scherm: [A-Z]\S+ 20\d\d\./.test(await told()), 'they name what stands on the screen', await told());
  await notes.keyboard.type('12');
  check(await page.locator('#hands-stop').inputValue() === '12', 'hands can be typed there too', await page.locator('#hands-stop').inputValue());
  await notes.close();
}

/// Other cases, no motion.
async function cases() {
  const contrary = await open({ stage: true, hash: '#case=hefboom8&lang=nl' });
  await known(contrary);
  const turn = await contrary.evaluate(() => {
    const { staged, other } = window.samenStage.stage;
    return { first: staged.wisdom(), other: other.wisdom(), same: staged.preset.id === other.preset.id, levers: window.samenStage.stage.levers.map(({ name, moves }) => [name, moves]) };
  });
  check(!turn.same && turn.first.wise !== turn.other.wise, 'at another table the wise answer is wrong', turn);
  check(turn.levers.length === 5, 'five levers act', turn.levers);
  const ids = await contrary.evaluate(() => DATA.presets.map(preset => preset.id));

  // A scenario of a class's own says how it is staged.
  const own = await open({ stage: true, hash: '#lang=en', reduced: true }), file = join(scratch, 'own_case.toml');
  writeFileSync(file, 'include = "hefboom8.toml"\n[scenario]\ntitle = "Our own case"\n[scenario.stage]\nmonth = "2016-03"\nunit = "nurses"\nunit_cost = 30\nturn = "maurice4"\nlevers = ["goals.complexity", "levers.quorum", "levers.puller"]\n');
  await own.locator('.own input').setInputFiles(file);
  await until(own, 'the own case', () => window.samenStage.stage.staged.preset.title === 'Our own case');
  await known(own);
  const staged = await own.evaluate(() => ({ month: window.samenStage.stage.staged.hardest.month, turn: window.samenStage.stage.other.preset.id, levers: window.samenStage.stage.levers.map(({ name }) => name) }));
  check(staged.month === 32 && staged.turn === 'maurice4' && staged.levers.length >= 2 && staged.levers.every(name => ['goals.complexity', 'levers.quorum', 'levers.puller'].includes(name)), 'a class stages a scenario of its own, by its [scenario.stage]', staged);
  await press(own, 'PageDown', 'PageDown', 'PageDown', '1', 'PageDown', 'PageDown');
  await until(own, 'the hands of the own case', () => Boolean(document.getElementById('hands-stop')));
  check(/March 2016/.test(await told(own)) && /≈ \d+ nurses/.test(await told(own)), 'its month and its unit are those it states', await told(own));
  const before = await own.evaluate(() => DATA.presets.length);
  writeFileSync(file, 'include = "hefboom8.toml"\n[scenario.stage]\nmonth = "1999-01"\n');
  await own.evaluate(() => window.samenStage.open(0, 0, 'en'));
  await ready(own);
  await own.locator('.own input').setInputFiles(file);
  await until(own, 'a complaint', () => document.getElementById('trouble').textContent !== '');
  check(/'scenario\.stage\.month' lies outside the calendar/.test(await own.locator('#trouble').textContent()) && await own.evaluate(() => DATA.presets.length) === before, 'and what is wrong with it is told', await own.locator('#trouble').textContent());
  const other = await open({ stage: true, hash: '#lang=nl', reduced: true });
  for (const id of ids) {
    const wrong = {}, said = [];
    await other.evaluate(id => { location.hash = `#case=${id}&lang=nl`; }, id);
    await until(other, id, id => window.samenStage.stage.staged.preset.id === id && window.samenStage.stage.at === 0, id);
    const acts = await playOut(other, id === 'maurice4', async () => {
      const { few, numbers, seen } = await other.evaluate(letters, 24), over = await other.evaluate(overflows), where = (await place(other)).join('-');
      said.push(await told(other));
      if (few.length || numbers > 5 || over.length) wrong[where] = [few, numbers > 5 ? seen : [], over];
    });
    const turn = await other.evaluate(() => window.samenStage.stage.other.wisdom().wise !== window.samenStage.stage.staged.wisdom().wise);
    check(turn && [...new Set(acts)].join() === '0,1,2,3,4,5' && Object.keys(wrong).length === 0 && await other.locator('#trouble').textContent() === '' && said.some(text => /“.+”/.test(text)) && /€/.test(said.join()), `${id} can be staged from the first act to the last, and every screen of it is read`, [acts, wrong]);
  }
}
/// Plays whatever a case asks to its last screen by keys alone, with the sets or past them; calls `see` on
/// each step. Gives the acts.
async function playOut(page, withSets, see) {
  const acts = [];
  for (let last = ''; ;) {
    await ready(page);
    await page.waitForTimeout(40);
    const { at, asks, act, end } = await page.evaluate(withSets => {
      const { stage, steps, act, sets } = window.samenStage, asks = stage.at === sets && !withSets ? '' : [['hands', '#hands-stop'], ['digit', '#st-room [data-answer]'], ['bid', '#st-room [data-bid]'], ['shape', '#st-room [data-shape]:not(:disabled)']].find(([, selector]) => document.querySelector(selector))?.[0];
      return { at: `${stage.at}-${stage.step}`, asks, act, end: stage.at === steps.length - 1 };
    }, withSets);
    if (at === last) throw new Error(`the play stands still at ${at}`);
    for (const key of { digit: ['1'], bid: ['1', '3'], shape: ['2'], hands: ['1', '9', 'PageDown', '1', '1'] }[asks] ?? []) await page.keyboard.press(key);
    acts.push(act);
    await see();
    if (end) return acts;
    last = at;
    await page.keyboard.press('PageDown');
  }
}

/// Touch, forced colours.
async function everyHand() {
  const tablet = await open({ stage: true, touch: true, width: 1024, height: 768, hash: '#lang=en' });
  const tap = async selector => {
    await ready(tablet);
    await tablet.locator(selector).tap();
    await ready(tablet);
  };
  for (const selector of ['.begin', '#st-next', '#st-next', '[data-shape="shape_up"]', '#st-next', '#st-next']) await tap(selector);
  await until(tablet, 'the hands', () => Boolean(document.getElementById('hands-stop')));
  await tablet.locator('#hands-go').fill('5');
  await tap('#st-next');
  check((await told(tablet)).includes('The room goes on.') && (await tablet.evaluate(overflows)).length === 0, 'it is played by touch as well', await tablet.evaluate(overflows));
  const forced = await open({ stage: true, forced: true, hash: '#lang=en' });
  await press(forced, 'PageDown');
  await press(forced, 'PageDown', 'PageDown');
  const inks = await forced.evaluate(() => [...document.querySelectorAll('.line-box text')].map(text => [getComputedStyle(text).fill, getComputedStyle(text.ownerSVGElement).backgroundColor]));
  check(inks.length === 4 && inks.every(([ink, ground]) => ink === 'rgb(188, 200, 209)' && ground === 'rgb(15, 28, 39)'), 'pictures keep their ground and their letters where colours are forced', inks);
}

// ---- every eye ----------------------------------------------------------------------------------

/// How colours are seen with three kinds of colour vision (Machado, Oliveira & Fernandes 2009, all of
/// a cone missing), in linear red, green and blue.
const VISION = {
  'full colour vision': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const linear = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
/// CIE L*a*b* of a colour as it is seen, under daylight (D65).
function labOf(colour, matrix) {
  const own = linear(colour), [r, g, b] = matrix.map(row => Math.max(0, Math.min(1, row.reduce((sum, v, n) => sum + v * own[n], 0))));
  const f = v => (v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116), [x, y, z] = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883].map(f);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
/// The least distance (CIE 1976) between two colours of a palette.
function nearest(palette, matrix) {
  const seen = Object.values(palette).map(colour => labOf(colour, matrix));
  return Math.min(...seen.flatMap((a, n) => seen.slice(n + 1).map(b => Math.hypot(...a.map((v, k) => v - b[k])))));
}
async function everyEye() {
  const LEAST = { threads: 20, worlds: 20, words: 20, coats: 16 };
  const page = await open({ stage: true, hash: '#lang=en', reduced: true }), palettes = await page.evaluate(() => window.samenStage.palettes);
  for (const [name, palette] of Object.entries(palettes)) {
    const seen = Object.entries(VISION).map(([vision, matrix]) => [vision, nearest(palette, matrix)]);
    check(seen.every(([, apart]) => apart >= LEAST[name]), `colours of ${name} are told apart with ${seen.map(([vision, apart]) => `${vision} (${apart.toFixed(0)})`).join(', ')}`, palette);
  }
  const inks = [...readFileSync(join(sources, 'analysis/pictures/drawing/palette.hpp'), 'utf8').matchAll(/Ink (grey|orange|blue|green)\{"(#\w+)", "(#\w+)"/g)].map(([, , line, text]) => [line, text].join().toLowerCase());
  check(inks.join() === ['nothing', 'alone', 'together', 'only_together'].map(arm => [palettes.worlds[arm], palettes.words[arm]].join()).join(), 'a world has the same colour here and in the pictures of a report', inks);
  // A larger screen, a phone; and zoomed in to 200 and 400 %, a screen of 1280 × 720 is one of 640 × 360 and 320 × 180.
  await known(page);
  for (const [name, where, width, height, least] of [['1920', 'on a screen of 1920 × 1080', 1920, 1080, 36], ['390', 'on a phone of 390 × 844', 390, 844, 14], ['zoom-200', 'at 200 %', 640, 360, 14], ['zoom-400', 'at 400 %', 320, 180, 14]]) {
    await page.setViewportSize({ width, height });
    const out = [], small = [];
    await page.evaluate(() => {
      Object.assign(window.samenStage.stage, { line: Array(25).fill(0.1), closed: true, guesses: ['more', 'less', 'same', 'more', 'less'], back: 'deeper', standsGuess: 'sets_most', rule: 1 });
      for (const votes of Object.values(window.samenStage.stage.votes)) Object.assign(votes, { stop: '19', go: '11', played: true });
    });
    await everyScreen(page, 'nl', async screen => {
      await picture(page, `${name}-${screen}`);
      small.push(...(await page.evaluate(letters, least)).few.map(text => `${screen} ${text}`));
      out.push(...(await page.evaluate(() => [...document.querySelectorAll('#stage, #stage *')].filter(node => node.checkVisibility() && !node.closest('.hidden, svg') && !['SELECT', 'OPTION'].includes(node.tagName))
        .filter(node => node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1 || (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && getComputedStyle(node).display !== 'inline'))
        .map(node => `${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 20)}`))).map(text => `${screen} ${text}`));
      const over = await page.evaluate(() => {
        document.getElementById('stage').scrollTop = 1e6;  // what leads on stays in sight above what is longer than the screen
        const [head, room, foot] = ['#stage header', '#st-room', '#stage footer'].map(part => document.querySelector(part)), box = node => node.getBoundingClientRect();
        const spills = Math.max(...[...room.querySelectorAll('*')].filter(node => node.checkVisibility()).map(node => box(node).bottom), box(room).bottom);
        return { head: box(room).top - box(head).bottom, foot: box(foot).top - spills };
      });
      if (over.head < -1 || over.foot < -2) out.push(`${screen} lies over another part ${JSON.stringify(over)}`);
    });
    check(out.length === 0, `${where} nothing of the stage runs out of the screen sideways or lies over another part`, out.slice(0, 12));
    check(small.length === 0, `${where} no letters under ${least} pixels`, small.slice(0, 12));
  }
}
/// The workbench, in both languages, by the rules of axe-core.
async function workbenchRules() {
  for (const language of ['en', 'nl']) {
    const page = await open({ hash: `#s=hefboom8&lang=${language}&votes=1.0.0-1.0.0.0-1.0.0&closed=1` });
    await page.locator('[data-group="dated"] summary').click();
    await changed(page, () => page.locator('.add-change').click());
    for (const view of ['watch', 'predict', 'lesson']) {
      await page.locator(`[data-view="${view}"]`).click();
      check((await broken(page)).length === 0, `axe-core finds nothing in ${view}, ${language}`, await broken(page));
      const nodes = await treeOf(page), heard = picturesOf(nodes).filter(name => name.length > 60);
      check(unheard(nodes).length === 0 && readOut(nodes).every(([role, live]) => live === (role === 'alert' ? 'assertive' : 'polite')), `a screen reader is given names and parts in ${view}, ${language}`, [unheard(nodes), readOut(nodes)]);
      const walk = nodes.find(({ role, name }) => role === 'group' && name.length > 60 && /%/.test(name))?.name ?? '';
      if (view === 'watch') check(walk !== '' && heard.length === 1 && /:/.test(heard[0]), `walk and time line say how they stand, ${language}`, [walk, heard]);
      if (view === 'predict') check(heard.length === 1 && (heard[0].match(/€/g) ?? []).length === 12 && await page.evaluate(() => document.getElementById('live').textContent === answerText()[0] || document.getElementById('live').textContent.startsWith(document.getElementById('sets').textContent)), `the chart says what each world came to, and the answer is read out, ${language}`, [heard, await page.evaluate(() => document.getElementById('live').textContent)]);
    }
  }
  // Zoomed in to 400 % a screen of 1280 × 720 is one of 320 × 180.
  const page = await open({ width: 320, height: 180, hash: '#s=hefboom8&lang=nl&votes=1&closed=1' });
  for (const view of ['watch', 'predict', 'lesson']) {
    await page.locator(`[data-view="${view}"]`).click();
    const { over, stuck } = await page.evaluate(() => ({
      over: document.documentElement.scrollWidth - innerWidth,
      stuck: [...document.querySelectorAll('#workbench *')].filter(node => node.checkVisibility() && ['fixed', 'sticky'].includes(getComputedStyle(node).position) && node.getBoundingClientRect().height > innerHeight / 4).map(node => node.id || node.className),
    }));
    check(over <= 0 && stuck.length === 0, `at 400 % ${view} is read downwards alone, and nothing lies over it`, [over, stuck]);
  }
}

/// The tabulator leads from the title through all one works with, in the order in which it is read.
async function order() {
  const page = await open({ stage: true, hash: '#case=hefboom8&lang=nl', reduced: true }), astray = [];
  await known(page);
  for (const [at, step] of [[0, 0], [2, 0], [3, 0], [7, 0], [8, 0]]) {
    await page.evaluate(([at, step]) => {
      for (const votes of Object.values(window.samenStage.stage.votes)) votes.played = true;
      window.samenStage.open(at, step, 'nl');
    }, [at, step]);
    await ready(page);
    const wanted = await page.evaluate(() => {
      const all = [...document.querySelectorAll('#stage :is(button, input, select, [tabindex="0"])')].filter(node => node.checkVisibility() && !node.disabled);
      all.forEach((node, n) => { node.dataset.order = n; });
      document.getElementById('st-title').focus();
      return all.length;
    });
    const visited = [];
    for (let n = 0; n < wanted; ++n) {
      await page.keyboard.press('Tab');
      visited.push(await page.evaluate(() => document.activeElement.dataset.order));
    }
    if (wanted < 5 || visited.join() !== Array.from({ length: wanted }, (_, n) => n).join()) astray.push([at, wanted, visited]);
  }
  check(astray.length === 0, 'on the stage the tabulator goes the way that is read', astray);
}

/// Who wants no motion gets none; whose colours are forced sees pictures on their own ground.
async function still() {
  const page = await open({ stage: true, hash: '#case=hefboom8&lang=en', reduced: true });
  await known(page);
  await page.evaluate(() => {
    for (const votes of Object.values(window.samenStage.stage.votes)) Object.assign(votes, { stop: '19', go: '11', played: true });
    Object.assign(window.samenStage.stage, { line: Array(25).fill(0.1), closed: true, guesses: ['more', 'less', 'same', 'more', 'less'], back: 'deeper', standsGuess: 'sets_most' });
  });
  const moving = [], pale = [], steps = await page.evaluate(() => window.samenStage.steps);
  for (const [at, count] of steps.entries()) {
    await page.evaluate(([at, step]) => window.samenStage.open(at, step, 'en'), [at, count - 1]);
    await ready(page);
    const look = () => page.evaluate(() => document.getElementById('st-room').innerHTML);
    await page.waitForTimeout(80);
    const before = await look(), running = await page.evaluate(() => document.getAnimations().filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 1).length);
    await page.waitForTimeout(200);
    if (running || await look() !== before) moving.push([at, running]);
    await page.emulateMedia({ forcedColors: 'active' });
    pale.push(...(await page.evaluate(() => [...document.querySelectorAll('#st-room svg')].filter(svg => svg.checkVisibility() && svg.querySelector('text'))
      .filter(svg => getComputedStyle(svg).backgroundColor !== 'rgb(15, 28, 39)' && !svg.closest('button')).map(svg => svg.getAttribute('aria-label')))).map(label => [at, label]));
    await page.emulateMedia({ forcedColors: 'none' });
  }
  check(moving.length === 0, 'who wants no motion sees every act at once', moving);
  check(pale.length === 0, 'where colours are forced pictures of every act keep their ground', pale);
}

const sections = { everyEye, workbenchRules, still, order, play, speaksFirst, bids, sets, chairs, papers, cases, everyHand };
/// All of it, or the sections named in STAGE_SECTIONS.
export async function stage() {
  const wanted = process.env.STAGE_SECTIONS?.split(',') ?? Object.keys(sections);
  for (const name of wanted) await sections[name]();
}
