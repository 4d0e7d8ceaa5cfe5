// The workbench in a real browser, opened from disk and offline: does it give the numbers of
// `samen run`, bit by bit, and can everybody work it?
//
//   node page_test.mjs PAGE.html FOLDER/OF/samen SOURCES [PICTURES]
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { changed, check, contrasts, native, numbersOf, open, pagePath, picture, pictures, samen, saved, scratch, share, sources, tested, told, unfold, until } from './browser.mjs';
import { classroom } from './classroom.mjs';

const shownArms = page => page.evaluate(() => window.samen.batch.preset.arms);

await tested('the workbench', async () => {
  // Every scenario, as it is: the told run and the first replicates of its arms. Where a scenario
  // varies something, the page starts from what it states without its design, which the saved file holds.
  let page = await open();
  const timing = await page.evaluate(() => window.samen.timing);
  const presets = await page.evaluate(() => DATA.presets.map(({ id, variants, replicates }) => ({ id, variants: variants.length, replicates })));
  const shipped = readdirSync(join(sources, 'scenarios')).filter(name => name.endsWith('.toml') && /^\[scenario\]$/m.test(readFileSync(join(sources, 'scenarios', name), 'utf8')));
  check(shipped.join() === presets.map(({ id }) => `${id}.toml`).join(), 'every scenario that is shipped can be chosen', presets.map(({ id }) => id));
  for (const { id, variants, replicates } of presets) {
    const n = replicates < 200 ? 8 : 32;
    await page.selectOption('#preset', id);
    check(await page.evaluate(() => !document.getElementById('work').hidden && document.getElementById('work').getAttribute('aria-label').length > 3), `${id}: the page shows that it works`);
    const chosen = variants > 0;
    if (chosen) await page.selectOption('#variant', { index: variants });
    await until(page, `${n} replicates of ${id}`, ([id, n]) => window.samen.timing.told && window.samen.batch?.preset.id === id && window.samen.batch.complete.length >= n, [id, n]);
    const arms = await shownArms(page);
    const shippedFile = join(sources, 'scenarios', `${id}.toml`);
    const varies = chosen || /^\[design\]$/m.test(readFileSync(shippedFile, 'utf8'));
    const expected = native(varies ? await share(page, '#save-scenario') : shippedFile, n, arms);
    const batch = await page.evaluate(n => Array.from({ length: n }, (_, r) => window.samen.batch.arms.map(arm => [String(arm.hashes[r]), arm.end[r][DATA.outcomes.indexOf('net_value')]])).flat(), n);
    const same = batch.filter(([hash, value], k) => BigInt(hash) === expected.hashes[k] && Object.is(value, expected.netValue[k])).length;
    check(same === arms.length * n && expected.hashes.length === arms.length * n, `${id}${chosen ? ', its last variant' : ''}: ${n} replicates of ${arms.length} arms have the hashes and net values of samen run`, same);
    check((await told(page)).every((hash, arm) => BigInt(hash) === expected.hashes[arm]), `${id}: so does the run that is told`);
    const month = await page.evaluate(() => window.samen.state.month);
    await page.locator('#play').click();
    await until(page, `${id} plays`, then => window.samen.state.month > then + 1, month);
    await page.locator('#play').click();
  }

  // Several tables: one is chosen to look at, and the numbers are those of its seats.
  page = await open({ hash: '#s=transition9&lang=en&votes=1&closed=1' });
  await page.locator('#table').focus();
  for (let n = 0; n < 4; ++n) await page.keyboard.press('ArrowDown');
  await page.locator('#scrubber').focus();
  await page.keyboard.press('End');
  const ties = await page.evaluate(() => {
    const { state, runs } = window.samen, { pair, seats } = DATA.presets.find(preset => preset.id === state.preset).tables[state.table];
    return { table: state.table, month: state.month, pair, seats, trust: Array.from({ length: seats * seats }, (_, n) => runs[2].of('trust', state.month, pair + n)) };
  });
  check(ties.table === 4 && await page.locator('.partner').count() === ties.seats, 'the walk shows the table that is chosen', ties);
  execFileSync(samen, ['run', await share(page, '#save-scenario'), '--quiet', '--replicates', '1', '-o', join(scratch, 'ties.h5'), '--force', '--set', 'run.record=["pairs"]'], { stdio: 'pipe' });
  const trust = numbersOf(join(scratch, 'ties.h5'), 'trust', ['-s', `2,${ties.month},${ties.pair}`, '-c', `1,1,${ties.seats ** 2}`]);
  check(ties.trust.every((value, n) => Object.is(Math.fround(value), trust[n])), 'its trust is that of samen run', [ties.trust.slice(0, 8), trust.slice(0, 8)]);
  check((await page.locator('#worlds tr.part').first().textContent()).includes('campus and neighbourhood'), 'the goals are those of its own');
  check(await page.evaluate(() => window.samen.picture().svg.includes('campus and neighbourhood')), 'the picture says which table it shows');
  const sister = await open({ keep: true, hash: new URL(page.url()).hash });
  check(await sister.locator('#table').inputValue() === '4', 'the address holds the table');
  await sister.context().close();

  // Levers that lay the tables out otherwise: teams that regroup, and a member that is the funder.
  const control = name => page.locator(`[data-lever="${name}"]`);
  const fill = (name, value) => changed(page, async () => {
    await control(name).locator('[type=number]').fill(value);
    await page.keyboard.press('Tab');
  });
  const choose = (name, label) => changed(page, () => control(name).locator('select').selectOption({ label }));
  const agrees = async what => {
    const expected = native(await share(page, '#save-scenario'), 4, await shownArms(page));
    const own = await page.evaluate(() => Array.from({ length: 4 }, (_, n) => window.samen.batch.arms.map(arm => String(arm.hashes[n]))).flat());
    check(own.every((hash, n) => BigInt(hash) === expected.hashes[n]), `${what}: the saved scenario has the hashes of the page`);
    return own[2];
  };
  page = await open({ hash: '#s=hefboom8&lang=en' });
  await unfold(page);
  const before = await agrees('as it is');
  check(await control('levers.funder_role').locator('select').isDisabled() && await control('levers.funder_role').locator('.note').isVisible(), 'without a funder its role cannot be chosen, and the page says why');
  await choose('table.funder', 'folk high school 2');
  await choose('levers.funder_role', 'partner');
  await fill('levers.role_clarity', '0.2');
  const funded = await agrees('a member is the funder');
  const friend = await open({ keep: true, hash: new URL(page.url()).hash });
  check(JSON.stringify(await told(friend)) === JSON.stringify(await told(page)), 'the address holds the funder and its role');
  await friend.context().close();
  await fill('levers.team_months', '12');
  await fill('levers.carry_over', '0.35');
  await fill('levers.puller', '0.3');
  const regrouped = await agrees('and the table regroups every year');
  check(new Set([before, funded, regrouped]).size === 3, 'and these make a difference');
  await choose('table.funder', 'nobody');
  check(await page.evaluate(() => !('levers.funder_role' in window.samen.state.values)), 'a funder who is nobody has no role');
  await agrees('teams without a funder');
  // A pool of more than sixteen around one table.
  page = await open({ hash: '#s=part_up&lang=en&votes=1&closed=1' });
  const crowd = join(scratch, 'crowd.toml');
  writeFileSync(crowd, '[scenario]\ntitle = "A crowd"\n[calendar]\nstart = "2014-07"\nend = "2018-12"\n[[goal]]\nname = "an idea that works"\n'
    + '[[organisation]]\nname = "freelancer"\nnumber = 24\nincome = 60\nwhite_space = 0.15\nmandate = 1\n'
    + [1, 2, 3, 4].map(n => `[[table]]\nname = "team ${n}"\n`).join('') + '[levers]\noperate_after = 0\nteam_months = 12\n[run]\narms = ["nothing", "alone", "together"]\nseed = 160\n');
  await changed(page, () => page.locator('#open-scenario').setInputFiles(crowd));
  await unfold(page);
  check((await page.locator('#walk .here').first().textContent()).includes('of 24'), 'the walk counts who is in this team');
  await picture(page, 'crowd-en');
  await fill('levers.team_months', '7');
  await agrees('teams of seven months');
  await fill('levers.team_months', '0');
  await agrees('tables that last');
  check(await control('levers.funder_role').locator('select').isDisabled(), 'no funder where none can be named');
  const pale = await page.evaluate(contrasts);
  check(pale.length === 0, 'words of a crowded table have a contrast of 4.5 and more', pale);
  await page.locator('.partner').first().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  check(await page.evaluate(() => document.activeElement.dataset.seat === '23' && document.querySelectorAll('.partner[tabindex="0"]').length === 1), 'arrows go from partner to partner');

  // Levers by slider, number and choice; other luck; the file that is saved gives the same run.
  page = await open({ hash: '#s=hefboom8&lang=en&votes=1&closed=1' });
  const lever = name => page.locator(`[data-lever="levers.${name}"]`);
  await unfold(page);
  await changed(page, async () => {
    await lever('puller').locator('[type=range]').focus();
    for (let n = 0; n < 5; ++n) await page.keyboard.press('ArrowLeft');
  });
  await changed(page, async () => {
    await page.locator('[data-lever="goals.complexity"] [type=number]').fill('0.437');
    await page.keyboard.press('Tab');
  });
  await changed(page, () => lever('mission').locator('select').selectOption({ index: 1 }));
  await changed(page, async () => {
    await lever('seed_months').locator('[type=number]').fill('31.4');
    await page.keyboard.press('Tab');
  });
  const values = await page.evaluate(() => window.samen.state.values);
  check(Object.keys(values).length === 4 && values['levers.puller'] < 0.6 && values['levers.mission'] === 1 && values['levers.seed_months'] === 31, 'four levers are moved, whole numbers stay whole', values);
  for (let n = 0; n < 2; ++n) {
    const before = (await told(page))[2];
    await page.locator('#new-luck').click();
    await until(page, 'new luck', then => String(window.samen.runs[2].hash) !== then, before);
  }
  const file = await share(page, '#save-scenario');
  execFileSync(samen, ['check', file], { stdio: 'pipe' });
  const expected = native(file, 3, await shownArms(page));
  check((await told(page)).every((hash, arm) => BigInt(hash) === expected.hashes[2 * 4 + arm]), 'the saved scenario gives the run that is shown, bit by bit');
  check(readFileSync(file, 'utf8').includes('levers.puller = '), 'the saved scenario says what differs');

  // The address holds the state: another page opened with it shows the same.
  await page.locator('#scrubber').focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  const month = await page.evaluate(() => window.samen.state.month);
  check(month > 1, 'the scrubber moves by keyboard', month);
  check((await page.locator('#scrubber').getAttribute('aria-valuetext')).includes('20'), 'the scrubber says its month');
  const twin = await open({ keep: true, hash: new URL(page.url()).hash });
  check(JSON.stringify(await told(twin)) === JSON.stringify(await told(page)) && await twin.evaluate(() => window.samen.state.month) === month, 'the address holds scenario, levers, luck and month');
  await twin.context().close();

  // Play and pause.
  page = await open({ hash: '#s=hefboom8&lang=en' });
  await page.locator('#play').click();
  await until(page, 'play', () => document.querySelectorAll('#timeline .mark').length > 2);
  await page.locator('#play').click();
  const stopped = await page.evaluate(() => window.samen.state.month);
  check(Number.isInteger(stopped) && stopped >= 4, 'play moves the months, pause stops at one', stopped);
  check((await page.locator('#live').textContent()).length > 20, 'a pause is read out');
  // The first mark, of the month that is shown or of one before: its story opens at once.
  for (const told of [false, true]) {
    const spot = await page.evaluate(() => {
      document.querySelector('#timeline .mark').dispatchEvent(new MouseEvent('click', { bubbles: true }));
      return { month: window.samen.state.month, stories: document.querySelectorAll('#story .open .why').length };
    });
    check(spot.month >= 4 && spot.stories === 1, 'a mark on the time line tells its story', { told, ...spot });
    await page.locator('#story .open button').click();
    check(await page.locator('#story .open .why').count() === 0, 'and closes at a press', told);
  }
  const storyOf = await page.locator('#story-title').textContent(), shownWorld = page.locator('[data-world][aria-pressed="true"]').first();
  const world = await shownWorld.getAttribute('data-world');
  await page.locator('[data-world][aria-pressed="false"]').first().click();
  check(await page.locator('#story-title').textContent() !== storyOf, 'another world tells its own story in the same month', storyOf);
  await page.locator(`[data-world="${world}"]`).first().click();
  await page.locator('.partner').nth(2).focus();
  check((await page.locator('#card h4').allTextContents()).join() === 'sees,may,wants', 'a partner tells what it sees, may and wants');
  await page.keyboard.press('Escape');
  check(!await page.locator('#card').isVisible(), 'Escape closes the card');
  await picture(page, 'watch-en');
  const image = await share(page, '#save-picture');
  check(statSync(image).size > 30000 && readFileSync(image).subarray(1, 4).toString() === 'PNG', 'the picture is saved', statSync(image).size);

  // Vote first, then the model.
  await page.locator('[data-view="predict"]').click();
  check(await page.locator('#fan svg').count() === 0, 'no answer before the vote is closed');
  for (const answer of ['0 2 1', '0 2 1', '0 1 1', '1 3 1', '2 0 1']) await page.locator(`[data-vote="${answer}"]`).click();
  await page.locator('#close-vote').click();
  await until(page, 'the fan', () => document.querySelectorAll('#fan svg path').length >= 16);
  check((await page.locator('.results').first().textContent()).includes('the room: 67 %'), 'the room sees its vote beside the model');
  const answer = await page.locator('#answer').textContent();
  check(/n = 200/.test(answer), 'the answer stands with its interval and n', answer);
  const compare = join(scratch, 'compare.h5');
  execFileSync(samen, ['run', join(sources, 'scenarios/hefboom8.toml'), '--quiet', '-o', compare, '--force', '--set', 'run.record=["summary"]'], { stdio: 'pipe' });
  const own = await page.evaluate(() => {
    const [alone, together] = [1, 2].map(arm => window.samen.batch.outcome(arm, 'net_value'));
    return interval(together.map((value, n) => value - alone[n]));
  });
  const stated = JSON.parse(execFileSync(samen, ['compare', compare, '--format', 'json']).toString())
    .net_value.find(row => row.comparison.startsWith('together') && row.comparison.endsWith('alone'));
  const apart = [own.mean - stated.difference, own.low - stated.difference_low, own.high - stated.difference_high];
  check(apart.every(x => Math.abs(x) < 1e-3), 'mean and interval are those of samen compare, to a euro', apart);
  const [, gift] = /outside money that alone does not get: ([\d.]+) M€ a run/.exec(execFileSync(samen, ['summary', compare]).toString());
  const provisos = (await page.locator('#answer small').last().textContent()).replaceAll('\u00a0', ' ');
  check(/luck only.*samen doubt/.test(provisos) && Math.abs(1e3 * Number(gift) - Number(/Together has ([\d.]+) k€ of outside money a run/.exec(provisos)?.[1])) <= 5, 'below it stands that the interval is luck only, and the outside money that samen summary tells', [provisos, gift]);
  check((await page.evaluate(() => window.samen.picture().svg)).includes('luck only'), 'the picture that is saved says so too');
  await changed(page, () => page.evaluate(() => { moveLever('levers.match', 0); moveLever('levers.seed_money', 0); }));
  check(/^The interval is luck only.* Neither has outside money/.test(await page.locator('#answer small').last().textContent()), 'without outside money it says that there is none', await page.locator('#answer').textContent());
  await changed(page, () => page.locator('#reset').click());
  await page.locator('#pin').click();
  await changed(page, async () => {
    await unfold(page);
    await page.locator('[data-lever="levers.match"] [type=number]').fill('0');
    await page.keyboard.press('Tab');
  });
  check((await page.locator('#fan svg .kept').count()) === 4, 'what was kept stays for comparison');
  await picture(page, 'predict-en');

  // A scenario of one's own: what is wrong with it is told in full, and what it gives is what samen gives.
  const file_of = (name, text) => { writeFileSync(join(scratch, name), text); return join(scratch, name); };
  const ownText = 'include = "simple_problem.toml"\n[scenario]\ntitle = "Ours"\n[run]\nseed = 5\n';
  page = await open({ hash: '#lang=en' });
  const wrong = file_of('wrong.toml', `${ownText}[levers]\npuler = 0.2\nmatch = -1\n`);
  await page.locator('#open-scenario').setInputFiles(wrong);
  await until(page, 'complaints', () => document.getElementById('trouble').textContent.includes('\n'));
  const complaints = await page.locator('#trouble').textContent();
  check(/wrong.toml:7:1: unknown key 'levers.puler' \(did you mean 'puller'\?\)\nwrong.toml:8:\d+: 'levers.match' = -1 /.test(complaints) && await page.evaluate(() => state.case.id === 'hefboom8'), 'a scenario that cannot be read is refused with all that is wrong', complaints);
  await changed(page, () => page.locator('#open-scenario').setInputFiles(file_of('ours.toml', `${ownText}[[table]]\nname = "ours"\npuller = 0.2\n`)));
  check(await page.evaluate(() => state.case.title === 'Ours' && document.getElementById('trouble').textContent === ''), 'one that can be read is shown');
  await agrees('a scenario that was opened');
  await changed(page, () => page.evaluate(() => moveLever('levers.puller', 0.9)));
  await agrees('and its own lever moved');

  // A table of one's own: what samen new makes of a spreadsheet.
  const partners = file_of('partners.csv', execFileSync(samen, ['new', '--template', '--language', 'nl'], { encoding: 'utf8' }));
  const made = join(scratch, 'made.toml');
  execFileSync(samen, ['new', partners, '--language', 'nl', '--title', 'Onze tafel', '-o', made], { stdio: 'pipe' });
  await changed(page, () => page.locator('#open-scenario').setInputFiles(made));
  check(await page.evaluate(() => state.case.title === 'Onze tafel' && document.getElementById('trouble').textContent === ''), 'a table made by samen new is shown');
  await agrees('a table made by samen new');

  // Tables that are drawn obey the seed.
  page = await open({ hash: '#s=flanders&lang=en&seed=7' });
  const seated = await page.evaluate(() => [state.case.seated, state.case.seats.join() !== presetOf('flanders').seats.join()]);
  check(seated[0] === 7 && seated[1], 'tables that are drawn are others with another seed', seated);
  await agrees('tables drawn with another seed');

  // Dutch, and every word of it.
  page = await open({ language: 'nl-BE' });
  check(await page.evaluate(() => document.documentElement.lang) === 'nl', 'a Dutch browser gets a Dutch page');
  await picture(page, 'watch-nl');
  const missing = await page.evaluate(() => {
    const paths = (value, path) => (value && typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`)) : [path]);
    const parts = ['page', 'ensemble', 'arms', 'arms_say', 'events', 'beacons', 'reasons'];
    const of = language => new Set(parts.flatMap(part => paths(WORDS[language][part], part)));
    const [en, nl] = [of('en'), of('nl')];
    return {
      words: [...en].filter(key => !nl.has(key)).concat([...nl].filter(key => !en.has(key))),
      kinds: DATA.events.filter(kind => !WORDS.en.events[kind]),
      levers: DATA.rows.filter(row => !WORDS.nl.levers[row.name]).map(row => row.name),
      fixed: DATA.presets.map(preset => DATA.rows.filter(row => !preset.values[row.name]).map(row => `${preset.id} ${row.name}`)).flat(),
      reasons: DATA.presets.flatMap(preset => Object.values(preset.values).map(({ fixed }) => fixed).filter(Boolean)).filter(reason => !WORDS.nl.page[`fixed_${reason}`]),
      names: DATA.presets.flatMap(preset => [preset.title, preset.question, ...preset.variants.map(variant => variant.name), ...preset.goals, ...preset.tables.map(table => table.name), ...preset.organisations, ...preset.kinds, ...Object.values(preset.words).filter(word => typeof word === 'string')])
        .filter(name => name && !WORDS.nl.names[name] && !WORDS.nl.names[name.replace(/ \d+$/, '')]),
    };
  });
  check(missing.words.length === 0, 'both languages have the same words', missing.words);
  for (const kind of missing.kinds) console.log(`warning: the event ${kind} has no words yet; the page calls it by its name`);
  for (const name of missing.levers) console.log(`warning: ${name} has no Dutch name yet; the page shows the English one`);
  for (const name of new Set(missing.names)) console.log(`warning: '${name}' has no Dutch name yet; the page shows the English one`);
  check(missing.fixed.filter(text => text.includes(' levers.')).length === 0, 'every lever of the model is on the page, in every scenario', missing.fixed);
  check(missing.reasons.length === 0, 'a lever can be moved, or the page says why not', missing);
  for (const text of missing.fixed) console.log(`warning: ${text} is more than a value and not moved there`);

  // Everybody: names, keyboard, narrow screens, no motion.
  const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, select, summary, a[href], [tabindex="0"]')]
    .filter(node => node.checkVisibility?.() !== false && node.offsetParent !== null)
    .filter(node => !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length)).map(node => node.outerHTML.slice(0, 80)));
  check(nameless.length === 0, 'everything one can work has a name', nameless);
  const twice = await page.evaluate(() => { const ids = [...document.querySelectorAll('[id]')].map(node => node.id); return ids.filter((id, n) => ids.indexOf(id) !== n); });
  check(twice.length === 0, 'ids are unique', twice);
  const stops = [];
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  for (let n = 0; n < 90; ++n) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    stops.push(await page.evaluate(() => {
      const node = document.activeElement, style = getComputedStyle(node);
      const seen = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none' || node.closest('.partner') !== null;
      return { what: node.id || node.dataset?.view || node.dataset?.seat || node.tagName, seen };
    }));
  }
  check(stops.every(stop => stop.seen), 'whoever tabs sees where', stops.filter(stop => !stop.seen));
  const order = ['preset', 'watch', 'lever-levers-puller', '0', 'play', 'scrubber'].map(what => stops.findIndex(stop => stop.what === what));
  check(order.every((at, n) => at >= 0 && (n === 0 || at > order[n - 1])), 'the tab order follows the page', order);
  const faint = await page.evaluate(contrasts);
  check(faint.length === 0, 'words have a contrast of 4.5 and more', faint);
  for (const [width, height] of [[390, 844], [320, 640]]) {
    const phone = await open({ width, height, language: 'nl-BE' });
    for (const view of ['watch', 'predict', 'lesson']) {
      await phone.locator(`[data-view="${view}"]`).click();
      const over = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(over <= 0, `${view} fits a screen of ${width} pixels`, over);
      if (width === 390) await picture(phone, `phone-${view}`);
    }
  }
  for (const id of pictures ? ['transition9', 'passend_onderwijs', 'flanders', 'grid', 'part_up'] : []) {
    for (const [width, height, where, language] of [[1280, 720, 'wide', 'en-GB'], [390, 844, 'phone', 'nl-BE']]) {
      const big = await open({ width, height, language, hash: `#s=${id}&month=60&votes=1&closed=1` });
      await picture(big, `${id}-${where}`);
      const over = await big.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(over <= 0, `${id} fits a screen of ${width} pixels`, over);
    }
  }
  const still = await open({ reduced: true });
  await still.locator('#play').click();
  await until(still, 'play without motion', () => window.samen.state.month > 3);
  check(await still.evaluate(() => /translate\([\d.]+ [\d.]+\)/.test(document.querySelector('.partner').getAttribute('transform'))), 'who wants no motion sees whole months');

  await classroom();

  const size = statSync(pagePath).size;
  check(size < 1.7e6, 'the page is smaller than 1.7 MB', size);
  console.log(`measured: page ${(size / 1000).toFixed(0)} kB; engine ready ${timing.engine.toFixed(0)} ms; first run ${timing.told.toFixed(0)} ms, ` +
    `first bands ${timing.bands.toFixed(0)} ms, 200 replicates × 4 arms ${(timing.all / 1000).toFixed(2)} s`);
});
