// What a class relies on: its hands are kept, nothing is given away, and everybody can read it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { changed, check, native, numbersOf, open, picture, samen, scratch, share, sources, told, unfold, until, wordsOf } from './browser.mjs';

const vote = async (page, ...answers) => {
  for (const answer of answers) await page.locator(`[data-vote="${answer}"]`).click();
};
const view = (page, name) => page.locator(`[data-view="${name}"]`).click();
/// Clicks the n-th link of the lesson in the language shown, and waits for what it opens.
async function follow(page, n) {
  await view(page, 'lesson');
  const link = page.locator('.lesson:not([hidden]) a').nth(n);
  const wanted = await link.evaluate(node => Object.fromEntries(new URLSearchParams(node.hash.slice(1))));
  await link.click();
  await until(page, 'what a link opens', ({ s, view }) => window.samen.state.preset === s && window.samen.state.view === view, wanted);
}

/// What stands in the document, as words and as attributes, and what would give the future away: money
/// at the end, in this luck and over all, and events that have not happened yet.
const given = page => page.evaluate(() => {
  const copy = document.body.cloneNode(true);
  for (const script of copy.querySelectorAll('script')) script.remove();
  const text = copy.outerHTML.replaceAll('\u00a0', ' ');
  // 532 k€ does not stand in 1 532 k€.
  const stands = words => text.split(words).slice(0, -1).some(before => !/^\d/.test(words) || !/[\d−-][ .,]?$/.test(before));
  const { runs, batch, state } = window.samen, now = Math.floor(state.month), end = state.case.months - 1;
  const shown = new Set(worldRows(now).flatMap(row => row.cells.map(cell => cell.text)));
  const results = [
    ...worldRows(end).flatMap(row => row.cells.map(cell => cell.text)).filter(words => /€/.test(words)),
    ...state.case.arms.map((_, arm) => batch.bands(arm, 'net_value', [0.5])[0][end]).flatMap(x => [money(x), money(x, 1e6)]), ...answerText(), ...(window.samen.sets?.done ? setsText() : [])]
    .filter(words => words.length > 4 && !shown.has(words));
  const events = runs.flatMap(run => run.events.filter(event => event.month > now && !QUIET.includes(event.kind)).map(event => `${monthName(event.month)}: ${escaped(lineOf(event))}`));
  const marks = [...document.querySelectorAll('.mark')].filter(mark => runs[mark.dataset.arm].events[mark.dataset.event].month > now).length;
  const happened = runs.flatMap(run => run.events.filter(event => event.month <= now && !['refusal', 'sanction', 'complies', 'delegate_replaced'].includes(event.kind))).length;
  return {
    away: [...new Set([...results, ...events])].map(words => words.replaceAll('\u00a0', ' ')).filter(stands),
    looked: results.length + events.length, marks, happened, drawn: document.querySelectorAll('.mark').length,
  };
});

async function predictsFirst() {
  const page = await open({ language: 'nl-BE', hash: '#s=hefboom8&lang=nl' });
  for (const where of ['watch', 'predict', 'lesson']) {
    await view(page, where);
    const { away, looked, marks } = await given(page);
    check(looked > 100 && away.length === 0 && marks === 0, `${where}: nothing of what is to come stands in the document before the prediction is closed`, { away, marks, looked });
  }
  await view(page, 'predict');
  check(await page.locator('#close-vote').isDisabled(), 'a vote without a hand cannot be closed');
  await view(page, 'watch');
  await page.locator('#scrubber').focus();
  await page.keyboard.press('End');
  check(await page.evaluate(() => window.samen.state.month) === 0 && await page.locator('#ahead').isVisible(), 'one cannot jump ahead, and the page says why');
  await page.selectOption('#speed', '24');
  await page.locator('#play').click();
  await until(page, 'play', () => window.samen.state.month > 40);
  await page.locator('#play').click();
  const half = await given(page);
  check(half.away.length === 0 && half.marks === 0 && half.drawn === half.happened && half.drawn > 5, 'halfway the time line shows what has happened and no more', half);
  await page.locator('#scrubber').focus();
  await page.keyboard.press('Home');
  const back = await given(page);
  check(back.drawn === back.happened && back.drawn < half.drawn, 'back at the start it shows the start', back);
  await view(page, 'predict');
  await vote(page, '0 2 1', '1 1 1');
  await page.locator('#close-vote').click();
  await until(page, 'the fan', () => document.querySelectorAll('#fan svg path').length >= 16);
  await view(page, 'watch');
  await page.locator('#scrubber').focus();
  await page.keyboard.press('End');
  const closed = await given(page);
  check(await page.evaluate(() => window.samen.state.month === state.case.months - 1) && closed.drawn === closed.happened, 'once it is closed one can jump to the end', closed);

  // Hands are of the setting they were counted for.
  await view(page, 'predict');
  await changed(page, async () => {
    await unfold(page);
    await page.locator('[data-lever="levers.match"] [type=number]').fill('0');
    await page.keyboard.press('Tab');
  });
  const former = () => page.evaluate(() => [document.getElementById('vote-note').textContent, document.querySelector('.of-room').textContent]);
  const [note, room] = await former();
  check(/zoals in het scenario/.test(note) && /zaal toen/.test(room), 'after a lever is moved the hands are marked as those of the setting before', [note, room]);
  const twin = await open({ keep: true, hash: new URL(page.url()).hash });
  check(JSON.stringify(await twin.evaluate(() => [document.getElementById('vote-note').textContent, window.samen.state.votes])) === JSON.stringify([note, await page.evaluate(() => window.samen.state.votes)]), 'the address holds for which setting');
  await twin.context().close();
  await page.locator('#close-vote').click();
  const votes = await page.evaluate(() => window.samen.state.votes), { away } = await given(page);
  check(votes.flat().every(n => n === 0) && away.length === 0, 'a new prediction begins without hands and without the answer', { votes, away });
}

/// An address shows no more than its room has closed or played.
async function addresses() {
  const monthNow = page => page.evaluate(() => window.samen.state.month);
  const end = '#s=hefboom8&lang=nl&month=149', spoilt = [];
  for (const more of ['', '&view=lesson&closed=1', '&view=predict&votes=0.1.2.0', '&votes=0.1.2.0&closed=1&for=levers.match:0&ask=1']) {
    const page = await open({ language: 'nl-BE', hash: end + more });
    for (const where of ['watch', 'predict']) {
      await view(page, where);
      const { away, drawn, happened } = await given(page);
      if (await monthNow(page) !== 0 || away.length || drawn !== happened) spoilt.push([more, where, await monthNow(page), away, drawn]);
    }
  }
  check(spoilt.length === 0, 'an address shows only the first month while its prediction is not closed', spoilt);
  const page = await open({ hash: '#s=hefboom8&lang=en' });
  await page.selectOption('#speed', '24');
  await page.locator('#play').click();
  await until(page, 'play', () => window.samen.state.month > 20);
  await page.locator('#play').click();
  const played = await monthNow(page);
  const goes = async hash => {
    await page.evaluate(hash => new Promise(done => {
      addEventListener('hashchange', done, { once: true });
      location.hash = hash;
    }).then(() => null), hash);
    return monthNow(page);
  };
  check(await goes('#s=hefboom8&month=149') === played && await goes('#s=hefboom8&month=3') === 3, 'one typed into the page goes no further than was played there', [played, await monthNow(page)]);
  check(await goes('#s=hefboom8&levers.match=0&month=149') === 0, 'and what was played with other levers does not count');
  const closed = await open({ hash: `${end}&votes=0.1.2.0&closed=1` });
  check(await monthNow(closed) === 149 && await closed.locator('#timeline .mark').count() > 50, 'once it is closed the address holds the month');
}

/// The lesson walked by its own links.
async function lesson() {
  const page = await open({ hash: '#s=hefboom8&lang=nl' });
  const linksOf = language => page.evaluate(language => [...document.querySelectorAll(`.lesson[lang=${language}] a`)].map(node => node.getAttribute('href')), language);
  const links = await linksOf('nl');
  check(links.length >= 14 && links.join() === (await linksOf('en')).join(), 'the lesson has the same links in both languages', links);
  const votes = () => page.evaluate(() => [window.samen.state.preset, window.samen.state.votes.flat().reduce((sum, n) => sum + n, 0), window.samen.state.closed].join());
  await follow(page, 1);
  await vote(page, '0 1 1', '1 3 1', '2 0 1');
  await page.locator('[data-hands="0 2"]').focus();
  await page.keyboard.type('19');
  check(await page.evaluate(() => window.samen.state.votes[0].join()) === '0,1,19,0', 'hands can be typed', await page.evaluate(() => window.samen.state.votes));
  const lost = [];
  for (let n = 0; n < links.length; ++n) {
    await follow(page, n);
    if (await votes() !== (links[n].includes('s=hefboom8') ? 'hefboom8,22,false' : 'simple_problem,0,false')) lost.push([links[n], await votes()]);
  }
  check(lost.length === 0, 'every link of the lesson keeps the hands', lost);
  await follow(page, 2);
  await until(page, 'the run', () => window.samen.runs !== null);
  await page.locator('#new-luck').click();
  await until(page, 'new luck', () => window.samen.state.luck === 1);
  await follow(page, 3);
  await page.locator('#close-vote').click();
  check(await page.evaluate(() => window.samen.state.luck) === 1 && await votes() === 'hefboom8,22,true', 'the luck that was watched is the one that is compared', await votes());
  const spoilt = [];
  for (let n = 4; n < links.length; ++n) {
    await follow(page, n);
    await until(page, 'some runs', () => window.samen.batch?.complete.length >= 8 && window.samen.runs !== null);
    const other = await page.evaluate(() => Object.keys(window.samen.state.values).length > 0 || window.samen.state.preset !== 'hefboom8');
    if (other && (await page.locator('#fan svg').count() || (await given(page)).away.length)) spoilt.push(links[n]);
  }
  check(spoilt.length === 0, 'a debate is voted on before it is answered', spoilt);

  // Every vote is kept, whichever way the links are walked.
  const debates = links.map((_, n) => n).filter(n => links[n].includes('ask=1') && links[n].includes('s=hefboom8')), simple = links.findIndex(link => link.includes('s=simple_problem'));
  const all = [...links.keys()];
  const walked = async (what, wanted, way = [...all, ...all.toReversed()]) => {
    const lost = [];
    for (const n of way) {
      await follow(page, n);
      const expected = wanted(n) ?? 'hefboom8,22,true';
      if (await votes() !== expected || expected.includes(',22,') && await page.evaluate(() => window.samen.state.votes[0].join()) !== '0,1,19,0') lost.push([n, expected, await votes()]);
    }
    check(lost.length === 0, `links of the lesson keep every vote: ${what}`, lost);
  };
  await walked('the first is closed', n => (n === simple ? 'simple_problem,0,false' : debates.includes(n) ? 'hefboom8,0,false' : null), [debates[0], 3, simple, 0]);
  await follow(page, simple);
  await vote(page, '0 1 1', '0 1 1');
  await page.locator('#close-vote').click();
  await follow(page, debates[1]);
  await vote(page, '0 0 1');
  await walked('another is open', n => (n === simple ? 'simple_problem,2,true' : debates.includes(n) ? 'hefboom8,1,false' : null));
  await follow(page, debates[1]);
  await page.locator('#close-vote').click();
  await walked('that of a debate is closed too', n => (n === simple ? 'simple_problem,2,true' : n === debates[1] ? 'hefboom8,1,true' : debates.includes(n) ? 'hefboom8,0,false' : null));
  await follow(page, 3);
  await page.locator('#close-vote').click();
  await vote(page, '1 0 1', '1 0 1', '1 1 1');
  await walked('hands that were counted for the next debate go along', n => (n === simple ? 'simple_problem,2,true' : n === debates[1] ? 'hefboom8,1,true' : debates.includes(n) ? 'hefboom8,3,false' : null), [3, debates[2], 1, simple, debates[1], 0, debates[0]]);
  const called = await page.evaluate(() => Object.keys(WORDS).flatMap(language => {
    state.language = language;
    const names = DATA.rows.map(row => leverName(row, presetOf('hefboom8'))), said = [...document.querySelector(`.lesson[lang=${language}]`).textContent.replace(/\s+/g, ' ').matchAll(/\((?:levers?|hefbo(?:om|men)): ([^)]*)\)/g)].flatMap(([, list]) => list.split(', '));
    return said.length < 8 ? [`${language}: ${said}`] : said.filter(name => !names.includes(name));
  }));
  await page.evaluate(() => { state.language = 'nl'; });
  check(called.length === 0, 'the lesson calls levers as the workbench does', called);
  const telling = await page.evaluate(() => [...document.querySelectorAll('.lesson')].map(node => /loont|haalt in|pays late|overtake/.exec(node.textContent)?.[0]).filter(Boolean));
  check(telling.length === 0, 'the text of the lesson does not give the answer away', telling);
}

/// Dutch as it is spoken, and sentences that hold for one and for many.
async function words() {
  const page = await open({ language: 'nl-BE' });
  const seen = await page.evaluate(() => {
    const texts = (value, path) => (typeof value === 'string' ? [[path, value]] : Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`)));
    const dutch = [...['page', 'arms', 'arms_say', 'levers', 'choices', 'events', 'reasons', 'beacons'].flatMap(part => texts(WORDS.nl[part], part)),
      ['lesson', document.querySelector('.lesson[lang=nl]').textContent]];
    return {
      odd: dutch.filter(([, text]) => /geluk\b|\bzaad\b|vergeet het|operationeel na|van ego naar/i.test(text)),
      alone: dutch.filter(([, text]) => /\balleen\b/i.test(text.replace(/^alleen$|alleen, samen of niets|niets doen, alleen (of|en) samen|slechter dan alleen|\{x\} alleen/gi, ''))),
      address: dutch.filter(([, text]) => /\b(men|u|uw|hij|jij)\b/i.test(text)),
      agreement: ['en', 'nl'].flatMap(language => Object.values(WORDS[language].events).map(({ line }) => line).filter(line => line.startsWith('{organisation}'))),
    };
  });
  check(seen.odd.length === 0, 'Dutch says toeval, verloop, startgetal and kans', seen.odd);
  check(seen.alone.length === 0, 'alleen is the name of an arm; what is only so is enkel so', seen.alone);
  check(seen.address.length === 0, 'the Dutch page says je, and nothing else', seen.address);
  check(seen.agreement.length === 0, 'no verb has to agree with the name of an organisation', seen.agreement);
  await view(page, 'predict');
  await changed(page, async () => {
    await unfold(page);
    await page.locator('[data-lever="levers.puller"] [type=number]').fill('0.3');
    await page.keyboard.press('Tab');
  });
  await vote(page, '0 2 1');
  await page.locator('#close-vote').click();
  await page.locator('#pin').click();
  const kept = () => page.locator('#pinned').textContent();
  const dutch = await kept();
  await page.locator('#languages [data-language="en"]').click();
  check(/trekker 0,3/.test(dutch) && /puller 0\.3/.test(await kept()) && !/trekker/.test(await kept()), 'what was kept is told in the language chosen', [dutch, await kept()]);
}

/// Levers that cannot act say so; which they are is found by running, and the program agrees.
const WAITING = ['levers.open', 'levers.carry_over', 'levers.ratings', 'levers.refund', 'levers.role_clarity', 'deal.doors'];
const tried = page => until(page, 'the trial of all levers', () => window.samen.still.done);
const marked = page => page.evaluate(() => [...document.querySelectorAll('.lever.still')].map(node => [node.dataset.lever, node.querySelector('.note').textContent]));
function hashesOf(set) {
  const file = join(scratch, 'lever.h5');
  execFileSync(samen, ['run', join(sources, 'scenarios/hefboom8.toml'), '--quiet', '--replicates', '100', '-o', file, '--force', '--set', 'run.record=["summary"]', ...set.flatMap(text => ['--set', text])], { stdio: 'pipe' });
  return wordsOf(file, 'trajectory_hash').join();
}
async function levers() {
  const page = await open({ hash: '#s=hefboom8&lang=en' });
  await tried(page);
  const idle = new Map(await marked(page));
  check(WAITING.every(name => idle.has(name)), 'levers that cannot act as things stand are marked', [...idle]);
  await unfold(page);
  check(/team/.test(idle.get('levers.carry_over')) && /threshold/.test(idle.get('levers.refund')) && /nobody waits/.test(idle.get('levers.open')) && await page.locator('[data-lever="levers.funder_role"] .note').isVisible(), 'and say what they wait for', [...idle]);
  const ends = await page.evaluate(names => names.map(name => {
    const row = rowOf(state.case, name), values = [row.low, row.high];
    return values.map(value => `${name}=${row.choices.length ? JSON.stringify(row.choices[value]) : value}`);
  }).flat(), [...idle.keys()].filter(name => name.startsWith('levers.') || name === 'deal.doors'));
  const base = hashesOf([]), acting = ends.filter(text => hashesOf([text]) !== base);
  check(acting.length === 0, 'samen run gives the same hashes at both ends of what is marked', acting);
  const other = await open({ hash: '#s=hefboom8&lang=en&levers.team_months=12&levers.threshold=20&levers.deal=1&table.funder=1&levers.funder_role=1' });
  await tried(other);
  const left = (await marked(other)).map(([name]) => name).filter(name => WAITING.includes(name));
  check(left.join() === 'levers.open', 'what they waited for sets them free; of one team, who left reads the ratings', left);
}

/// The five that move the answer most stand first, those that change nothing stand last; and a lever
/// can change on the way.
async function firstLevers() {
  const page = await open({ hash: '#s=hefboom8&lang=en' });
  await tried(page);
  const { first, idle, astray, all } = await page.evaluate(() => {
    const names = place => [...document.querySelectorAll(`${place} .lever`)].map(node => node.dataset.lever);
    return { first: names('.first'), idle: names('[data-group="idle"]'), astray: names('#lever-list details:not([data-group="idle"])').filter(name => still.names.has(name)), all: names('#lever-list') };
  });
  check(first.length === 5 && idle.length > 5 && astray.length === 0 && new Set(all).size === all.length && all.length > 50, 'five levers stand first, and those that change nothing behind the others', { first, idle, astray });
  const leadWith = set => {
    const out = join(scratch, 'lead.h5');
    execFileSync(samen, ['run', join(sources, 'scenarios/hefboom8.toml'), '--quiet', '--replicates', '16', '-o', out, '--force', '--set', 'run.record=["summary"]', '--set', 'run.arms=["alone", "together"]', ...set], { stdio: 'pipe' });
    return numbersOf(out, 'net_value').reduce((sum, value, n) => sum + (n % 2 ? value : -value), 0) / 16;
  };
  const base = leadWith([]), ends = name => page.evaluate(name => triedAt(rowOf(state.case, name)).map(value => literal(rowOf(state.case, name), value)), name);
  const reachOf = async name => Math.max(...(await ends(name)).map(value => Math.abs(leadWith(['--set', `${name}=${value}`]) - base)));
  const least = await reachOf(first.at(-1)), others = [];
  for (const name of ['levers.puller', 'levers.quorum', 'levers.safety', 'levers.rule'].filter(name => !first.includes(name))) others.push(await reachOf(name));
  check(others.every(reach => reach <= least + 1e-6), 'samen run agrees that they move the lead most', [least, others]);

  await page.locator('[data-group="dated"] summary').click();
  await changed(page, () => page.locator('.add-change').click());
  await changed(page, () => page.locator('.dated select').first().selectOption('levers.match'));
  await changed(page, async () => {
    await page.locator('.dated [type=number]').fill('0.25');
    await page.keyboard.press('Tab');
  });
  await changed(page, () => page.locator('.dated .when select').nth(1).selectOption({ label: 'Dec 2022' }));
  const said = await page.evaluate(() => [whatDiffers(), location.hash]), file = await share(page, '#save-scenario');
  check(said[0] === 'euro for each euro 0.25 from Jan 2020 through Dec 2022' && /%40\d+-\d+=0\.25/.test(said[1]), 'a lever changes on the way and back, and the address holds it', said);
  const stated = readFileSync(file, 'utf8').replaceAll('"', "'");
  check(['[[change]]', "name = 'page 1'", "month = '2020-01'", "until = '2022-12'", 'match = 0.25', '#   levers.match = 0.25, from 2020-01 to 2022-12'].every(line => stated.split('\n').includes(line)), 'the scenario that is saved has it as [[change]], and says what differs', stated.slice(0, 400));
  const own = await page.evaluate(() => Array.from({ length: 8 }, (_, n) => window.samen.batch.arms.map(arm => String(arm.hashes[n]))).flat());
  const arms = await page.evaluate(() => window.samen.batch.preset.arms), expected = native(file, 8, arms);
  check(own.every((hash, n) => BigInt(hash) === expected.hashes[n]), 'and samen run gives the same hashes', own.slice(0, 3));
  const friend = await open({ keep: true, hash: said[1] });
  check(JSON.stringify(await told(friend)) === JSON.stringify(await told(page)), 'so does another page with that address');
  await friend.context().close();
  await changed(page, () => page.locator('.dated .remove').click());
  check(await page.locator('.dated').count() === 0 && await page.evaluate(() => Object.keys(window.samen.state.values).length) === 0, 'and it is dropped at a press');
}

/// A case calls its levers by words of its own, in both languages; what cannot act in it is not shown.
async function caseWords() {
  const page = await open({ hash: '#s=green_deal&lang=en' }), labelOf = (page, name) => page.locator(`[data-lever="${name}"] label`).textContent();
  await tried(page);
  const shown = await page.evaluate(() => [...document.querySelectorAll('#lever-list .lever')].filter(node => node.closest('details')?.dataset.group !== 'idle').map(node => node.dataset.lever).filter(name => still.names.has(name) || whyFixed(name)));
  check(shown.length === 0 && !await page.locator('[data-group="idle"] .lever').first().isVisible(), 'a lever that cannot act in a case is not shown', shown);
  const said = [await labelOf(page, 'levers.puller')];
  await page.locator('#languages [data-language="nl"]').click();
  said.push(await labelOf(page, 'levers.puller'), await labelOf(page, 'levers.match'));
  check(said.join() === 'go-between,tussenpersoon,subsidie per euro', 'levers have the words of the case, in both languages', said);
  await unfold(page);
  await page.locator('[data-lever="levers.puller"]').hover();
  check(/^tussenpersoon \(trekker\): /.test(await page.locator('#lever-help').textContent()), 'and the help says what they are in all cases', await page.locator('#lever-help').textContent());
  const plain = await page.evaluate(() => DATA.presets.flatMap(preset => Object.keys(WORDS).map(language => {
    state.language = language;
    const rows = DATA.rows.filter(row => preset.words[row.name]);
    return [preset.id, language, rows.filter(row => leverName(row, preset) !== commonName(row)).length];
  })).filter(([, , own]) => own < 1));
  await page.evaluate(() => { state.language = 'nl'; });
  check(plain.length === 0, 'every case has words of its own for levers, in both languages', plain);
  const own = join(scratch, 'our_words.toml');
  writeFileSync(own, 'include = "hefboom8.toml"\n[scenario]\ntitle = "Our words"\n[scenario.words]\nlevers.puller = { en = "driver", nl = "kwartiermaker" }\nlevers.match = "the pot"\n');
  await changed(page, () => page.locator('#open-scenario').setInputFiles(own));
  const mine = [await labelOf(page, 'levers.puller'), await labelOf(page, 'levers.match')], file = await share(page, '#save-scenario');
  await page.locator('#languages [data-language="en"]').click();
  mine.push(await labelOf(page, 'levers.puller'), await page.evaluate(() => valueText('levers.puller', 0.5)));
  check(mine.join() === 'kwartiermaker,the pot,driver,driver 0.5', 'a class gives its levers names of its own', mine);
  check(/driver/.test(readFileSync(file, 'utf8')) && /kwartiermaker/.test(readFileSync(file, 'utf8')), 'and the scenario that is saved keeps them');
  const stage = await open({ stage: true, hash: '#case=green_deal&lang=en' });
  await until(stage, 'the levers', () => Boolean(window.samenStage.stage.levers));
  await stage.evaluate(() => window.samenStage.open(window.samenStage.bid, 0, 'nl'));
  await until(stage, 'the bids', () => document.querySelectorAll('[data-bid]').length > 0);
  check(/Tussenpersoon/.test(await stage.locator('#st-room').textContent()), 'so does the stage', await stage.locator('#st-room').textContent());
}

/// What sliders span fits the scenario.
async function ranges() {
  const page = await open({ hash: '#s=hefboom8&lang=en' });
  const wrong = await page.evaluate(() => {
    const shown = state.case, wrong = [];
    for (state.case of DATA.presets)
      for (const row of DATA.rows.filter(row => !row.choices.length && state.case.values[row.name] && state.case.values[row.name].fixed === undefined)) {
        const { low, high, step } = explored(row), { value } = state.case.values[row.name], steps = (high - low) / step;
        const off = Math.abs((value - low) / step - Math.round((value - low) / step));
        const work = state.case.values['goals.work'].value * state.case.goals.length;
        if (off > 1e-6 || value > high) wrong.push([state.case.id, row.name, 'does not reach', value, low, high, step]);
        if (!row.whole && (steps < 20 || steps > 1000)) wrong.push([state.case.id, row.name, 'steps', steps]);
        if (row.unit === 'months' && high > state.case.months) wrong.push([state.case.id, row.name, 'longer than the run', high]);
        if (row.name === 'levers.lead_gift' && (high > 2 * work + 1 || step > 0.05 * work)) wrong.push([state.case.id, row.name, high, step]);
        if (row.name === 'levers.match' && (high !== 2 || step > 0.05 || Math.abs(1 / step - Math.round(1 / step)) > 1e-9)) wrong.push([state.case.id, row.name, high, step]);
      }
    state.case = shown;
    return wrong;
  });
  check(wrong.length === 0, 'sliders fit their scenario and reach what it says', wrong);
  const slider = name => page.locator(`[data-lever="${name}"] [type=range]`);
  await unfold(page);
  await slider('levers.match').focus();
  for (const key of ['ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
  check(await page.evaluate(() => !('levers.match' in window.samen.state.values)), 'a match of 1 can be reached by slider');
}

/// Where hundreds sit at tables, "three or more" is no prediction.
async function crowds() {
  const page = await open({ hash: '#s=maurice4&lang=en' });
  const answers = await page.evaluate(() => {
    const shown = state.case, of = id => { state.case = presetOf(id); return questions().at(-1).answers.map(answer => answer()).join(); };
    const seen = [of('maurice4'), of('flanders')];
    state.case = shown;
    return seen;
  });
  check(/three or more/.test(answers[0]) && /one in four/.test(answers[1]), 'of many partners one predicts the share that leaves', answers);
}

/// Who leaves is counted as it is told, also where others join.
async function leaving() {
  const page = await open({ hash: '#s=energiefabriek&lang=en&view=predict&votes=1.0.0-1.0.0-1.0.0.0-1.0.0&closed=1' });
  const seen = await page.evaluate(async () => {
    const arm = armOf('together'), lucks = Array.from({ length: state.case.replicates }, (_, replicate) => replicate);
    const gone = await Promise.all(lucks.map(replicate => workers.run(state.setting, { job: 'tell', arm: armNumber(state.case, arm), seed: state.seed, replicate }, true)
      .then(result => toldRun(state.case, result).events.filter(({ kind }) => kind === 'leaves').length)));
    const answers = gone.map(n => (n === 0 ? 0 : n <= 2 ? 1 : 2)), box = [...document.querySelectorAll('.results')].at(-1);
    return {
      told: [0, 1, 2].map(answer => percent(answers.filter(a => a === answer).length / answers.length)),
      shown: [...box.querySelectorAll('.of-model b')].map(node => node.textContent.replace('the model: ', '')),
      first: answers[0], marked: [...box.querySelectorAll('.result')].findIndex(node => node.querySelector('.this')), n: gone.length,
    };
  });
  check(seen.n === 100 && seen.told.join() === seen.shown.join() && seen.first === seen.marked, 'who leaves is counted as the runs tell it, also where others join', seen);
  for (const id of ['part_up', 'transition9', 'flanders']) {
    const other = await open({ hash: `#s=${id}&lang=en` });
    const off = await other.evaluate(async () => {
      const arm = armOf('together'), off = [];
      for (let replicate = 0; replicate < 4; ++replicate) {
        const { events } = toldRun(state.case, await workers.run(state.setting, { job: 'tell', arm: armNumber(state.case, arm), seed: state.seed, replicate }, true));
        const told = kind => events.filter(event => event.kind === kind).length, end = name => state.batch.arms[arm].end[replicate][ENDS.indexOf(name)];
        const row = [told('joins'), end('joined'), told('leaves'), membersOf() + end('joined') - end('members')];
        if (row[0] !== row[1] || row[2] !== row[3]) off.push(row);
      }
      return off;
    });
    check(off.length === 0, `${id}: who joined and who left are those of the events`, off);
  }
}

/// Phones, zoom, forced colours and eyes that see other colours.
async function everyEye() {
  const phone = await open({ width: 390, height: 844, language: 'nl-BE', hash: '#s=hefboom8&lang=nl&view=predict&votes=1&closed=1' });
  await until(phone, 'the fan', () => document.querySelectorAll('#fan svg .median').length >= 8);
  const fan = await phone.evaluate(() => {
    const boxes = [...document.querySelectorAll('#fan .year')].map(node => node.getBoundingClientRect());
    const ends = [...document.querySelectorAll('#fan .median')].map(node => node.getBoundingClientRect()), all = document.querySelector('#fan svg').getBoundingClientRect();
    return {
      years: boxes.length, over: boxes.filter((box, n) => n && box.left < boxes[n - 1].right + 2).length,
      chart: Math.max(...ends.map(box => box.width)), height: all.height,
      cut: [...document.querySelectorAll('#fan text')].filter(node => node.getBoundingClientRect().right > all.right + 1).map(node => node.textContent),
    };
  });
  check(fan.years >= 4 && fan.over === 0 && fan.cut.length === 0, 'on a phone the years of the fan chart stand apart, and no word is cut', fan);
  check(fan.chart > 270 && fan.height > 300, 'its lines have room', fan);
  await picture(phone, 'phone-fan');
  const nameless = await phone.evaluate(() => [...document.querySelectorAll('select')].filter(node => !node.getAttribute('aria-label')).map(node => node.id).filter(Boolean).filter(id => !id.startsWith('lever-')));
  check(nameless.length === 0, 'on a phone every list keeps its name', nameless);
  await view(phone, 'watch');
  const years = await phone.evaluate(() => [...document.querySelectorAll('#timeline .year')].map(node => node.getBoundingClientRect()).map(({ left, right, width }) => [left, right, width]));
  check(await phone.locator('#timeline').isVisible() && years.length >= 4 && years.every(([left, , width], n) => width > 0 && (!n || left > years[n - 1][1])), 'and the time line is there', years);
  await picture(phone, 'phone-timeline');

  const zoomed = await open({ width: 640, height: 360, hash: '#s=hefboom8&lang=en' });
  const buried = await zoomed.evaluate(() => {
    const box = document.getElementById('walk');
    box.scrollIntoView({ block: 'start' });
    const place = box.getBoundingClientRect(), seen = Math.min(place.bottom, innerHeight);
    return [0.1, 0.3, 0.5, 0.7, 0.95].filter(part => !document.elementFromPoint(place.left + place.width / 2, place.top + part * (seen - place.top) - 1)?.closest('#walk-box'));
  });
  check(buried.length === 0, 'at a zoom of 200 % nothing lies over the walk', buried);
  await picture(zoomed, 'zoom-200');

  const forced = await open({ hash: '#s=hefboom8&lang=en&month=60&votes=1&closed=1' });
  for (const colorScheme of ['dark', 'light']) {
    await forced.emulateMedia({ forcedColors: 'active', colorScheme });
    const unseen = [];
    for (const where of ['watch', 'predict']) {
      await view(forced, where);
      unseen.push(...await forced.evaluate(() => {
        const probe = document.createElement('i');
        const system = name => { probe.style.cssText = `forced-color-adjust:none;color:${name}`; document.body.append(probe); const { color } = getComputedStyle(probe); probe.remove(); return color; };
        const ink = system('CanvasText'), paper = system('Canvas');
        const bad = [...document.querySelectorAll('svg text')].filter(node => node.textContent && node.checkVisibility() && getComputedStyle(node).fill !== ink).map(node => node.textContent);
        const grounds = [...document.querySelectorAll('#fan .ground, #timeline rect')].filter(node => getComputedStyle(node).fill !== paper).length;
        const lines = [...document.querySelectorAll('#fan .median')].filter(node => getComputedStyle(node).stroke !== ink).length;
        return ink === paper ? ['no system colours'] : [...bad, ...(grounds ? [`${grounds} grounds`] : []), ...(lines ? [`${lines} lines`] : [])];
      }));
      await picture(forced, `forced-${colorScheme}-${where}`);
    }
    check(unseen.length === 0, `forced colours, ${colorScheme}: words, grounds and lines in pictures are those of the system`, unseen);
  }
  const dashes = await forced.evaluate(() => [...document.querySelectorAll('#fan .median')].map(node => node.getAttribute('stroke-dasharray')));
  check(dashes.length === 4 && new Set(dashes).size === 4, 'lines of the fan chart differ without their colours', dashes);
}

/// Who gains and who loses, what doing nothing costs, and what the scenario asked.
async function answers() {
  const page = await open({ hash: '#s=hefboom8&lang=en&view=predict' });
  check(await page.locator('#gains table').count() === 0 && !(await page.locator('#expected').textContent()), 'who gains is not told before the prediction is closed');
  await vote(page, '0 2 1');
  await page.locator('#close-vote').click();
  const own = await page.evaluate(() => Array.from({ length: 8 }, (_, i) => [1, 2, 3].map(arm => window.samen.batch.complete.map(replicate => window.samen.batch.arms[arm].balance[replicate][i]))));
  const file = join(scratch, 'gains.h5');
  execFileSync(samen, ['run', join(sources, 'scenarios/hefboom8.toml'), '--quiet', '--replicates', '3', '-o', file, '--force', '--set', 'run.record=["organisations"]'], { stdio: 'pipe' });
  const months = 150, stored = [1, 2, 3].map(arm => Array.from({ length: 3 }, (_, replicate) => numbersOf(file, 'net_of_organisation', ['-s', `${4 * replicate + arm},${months - 1},0`, '-c', '1,1,8'])));
  const off = own.flatMap((arms, i) => arms.flatMap((values, a) => [0, 1, 2].filter(replicate => Math.fround(values[replicate]) !== Math.fround(stored[a][replicate][i]))));
  check(off.length === 0, 'balances of organisations are those of samen run', off);
  const rows = await page.locator('#gains tbody tr').allTextContents();
  const mean = values => values.reduce((sum, x) => sum + x, 0) / values.length;
  const first = own[0], gain = mean(first[1]) - mean(first[0]);
  const shown = await page.evaluate(([gain, below]) => [money(gain, 1e3).replace(/ .*/, ''), percent(below)], [gain, mean(first[1].map(x => Number(x < 0)))]);
  check(rows.length === 8 && rows[0].includes(shown[1]), 'who gains and who loses is told for every partner', [rows[0], shown]);
  const gains = own.map(arms => mean(arms[1]) - mean(arms[0])), worst = gains.indexOf(Math.min(...gains));
  const named = await page.evaluate(([worst, gain]) => [organisationName(worst), money(gain, Math.abs(gain))], [worst, gains[worst]]), least = await page.locator('#gains-least').textContent();
  check(least.startsWith(named[0]) && least.includes(named[1]) && /a month would make both equal/.test(least) === gains[worst] < 0, 'who has least from together is named', [named, least]);

  // What tips the worst-off partner: one thing at a time, and the values turn the sign of its gain.
  const side = values => page.evaluate(async ([values, i]) => (await gainWith(values, [i], window.samen.state.generation)) > 0, [values, worst]), today = await side({});
  await page.locator('#tip-partner').selectOption({ label: named[0] });
  await until(page, 'what tips it', () => window.samen.state.tips?.rows);
  const tips = await page.evaluate(() => window.samen.state.tips.rows.map(({ row, to, part }) => ({ name: row.name, to, part })));
  const turning = tips.filter(({ to }) => to !== undefined), sides = await Promise.all(turning.map(({ name, to }) => side({ [name]: to })));
  check(tips.length >= 4 && sides.every(one => one !== today), 'what tips a partner turns the sign of its gain', [today, tips, sides]);
  check(turning.every(({ part }, n) => n === 0 || part >= turning[n - 1].part) && await page.locator('#tips li').count() === turning.length, 'the smallest part stands first', tips);
  const burden = await page.locator('#gains tbody tr td:nth-child(2)').allTextContents();
  check(burden.every(text => /[1-9]/.test(text)), 'doing nothing is no column of zeros', burden);
  check((await page.locator('#expected').textContent()).includes('take off slowly'), 'what the scenario expected stands beside what came out', await page.locator('#expected').textContent());
  check(await page.locator('#answer small').count() === 2, 'the answer has its provisos');
  check(/mean|average/.test(await page.locator('#answer').textContent()) && /median/.test(await page.locator('#fan svg').textContent()), 'means and medians say which they are');
  const carried = await page.evaluate(() => worldRows(state.case.months - 1).find(row => row.id === 'carried').cells.map(cell => cell.text));
  check(/[1-9]/.test(carried[0]) && new Set(carried).size > 1, 'the table of worlds shows the burden that is left', carried);

  // The axis stays, or says that it does not.
  const ticks = () => page.evaluate(() => [...document.querySelectorAll('#fan text[text-anchor=end]')].map(node => node.textContent).join());
  const before = await ticks();
  await changed(page, () => page.evaluate(() => moveLever('levers.match', 0)));
  check(await ticks() === before && await page.locator('#axis-note').textContent() === '', 'the axis stays when a lever makes less of it', [before, await ticks()]);
  await changed(page, () => page.evaluate(() => { moveLever('levers.match', 1); moveLever('goals.burden', 120); }));
  check(await ticks() !== before && /grown/.test(await page.locator('#axis-note').textContent()), 'and says so when it has to grow', await page.locator('#axis-note').textContent());
  await picture(page, 'reveal-en');

  // A scenario that asks about its points is answered about them.
  const asks = await open({ hash: '#s=insufficient_forms&lang=en&view=predict', language: 'en-GB' });
  check(/variants/.test(await asks.locator('#answer').textContent()) && await asks.locator('#votes .question').first().locator('.option').count() === 10, 'a scenario that asks about its variants has the room vote on them');
  await vote(asks, '0 0 1');
  await asks.locator('#close-vote').click();
  await agreesOnPoints(asks, 'insufficient_forms', 10);
  await picture(asks, 'points-en');
}
/// The variants side by side: as many as there are points, with the net values of samen run.
async function agreesOnPoints(page, id, count) {
  await until(page, 'the variants', count => window.samen.points !== null && document.querySelectorAll('#points tbody tr').length === count, count);
  const points = await page.evaluate(() => ({ net: window.samen.points.map(({ net }) => net.slice(0, 8)), text: document.getElementById('points').textContent, results: document.querySelector('.results[data-question="0"]').textContent })), out = join(scratch, 'points.h5');
  execFileSync(samen, ['run', join(sources, `scenarios/${id}.toml`), '--quiet', '--replicates', '8', '-o', out, '--force', '--set', 'run.record=["summary"]', '--set', 'run.arms=["together"]'], { stdio: 'pipe' });
  const net = numbersOf(out, 'net_value'), own = points.net.flat();
  check(own.length === 8 * count && net.length === own.length && own.every((value, n) => Object.is(value, net[n])), `${id}: net values of the variants are those of samen run`, [points.net[0], net.slice(0, 8)]);
  check(/Worth most: /.test(points.text) && /the model: \d/.test(points.results), `${id}: and is answered about them, side by side`, points.text.slice(0, 200));
}

/// The steps of an exercise are told by name and can be moved; a scenario that varies them, or what
/// changes on the way, is answered about its points.
async function steps() {
  const page = await open({ hash: '#s=hefboom8_steps&lang=en&votes=1&closed=1&month=5' });
  const told = await page.locator('#story').textContent();
  check(/takes a step of its exercise: cheques/.test(told) && /commitment walk/.test(told), 'what happened names the steps', told.slice(0, 300));
  await unfold(page);
  check(await page.locator('[data-group="steps"] .step').count() === 7, 'the steps of an exercise stand among the levers');
  const step = page.locator('[data-step="cheques"]');
  await changed(page, () => step.locator('[data-part="kind"]').selectOption({ label: 'agenda and chair' }));
  await changed(page, () => step.locator('[data-part="month"]').selectOption({ label: 'Dec 2013' }));
  await changed(page, async () => {
    await step.locator('[data-part="days"]').fill('0.25');
    await page.keyboard.press('Tab');
  });
  const differs = await page.evaluate(() => whatDiffers()), arms = await page.evaluate(() => window.samen.batch.preset.arms), scenario = join(sources, 'scenarios/hefboom8_steps.toml');
  check(differs === 'cheques: agenda and chair, cheques, month Dec 2013, cheques, days 0.25', 'a step is another, in another month and shorter', differs);
  const own = await page.evaluate(() => Array.from({ length: 8 }, (_, n) => window.samen.batch.arms.map(arm => String(arm.hashes[n]))).flat());
  const agree = ({ hashes }) => own.every((hash, n) => BigInt(hash) === hashes[n]);
  check(agree(native(scenario, 8, arms, ['kind="agenda"', 'month="2013-12"', 'days=0.25'].flatMap(set => ['--set', `step."cheques".${set}`]))) && !agree(native(scenario, 8, arms)), 'as samen run --set has it, bit by bit', own.slice(0, 3));
  check(agree(native(await share(page, '#save-scenario'), 8, arms)), 'and so has the scenario that is saved');
  const friend = await open({ keep: true, hash: new URL(page.url()).hash });
  check(await friend.evaluate(() => whatDiffers()) === differs, 'the address holds it');
  await friend.context().close();
  for (const id of ['exercise', 'public_euro']) await agreesOnPoints(await open({ hash: `#s=${id}&lang=en&view=predict&votes=0.0.1&closed=1`, language: 'en-GB' }), id, 7);
}

/// The answer under every set that fits the evidence: that of the command, in its time, dropped when levers move.
const allSets = page => until(page, 'all sets', () => window.samen.sets?.done);
const shownSets = page => page.evaluate(() => document.getElementById('sets').textContent.replaceAll('\u00a0', ' '));
async function agreesOnSets(page, what, file) {
  const { all, lucks, leads } = await page.evaluate(() => window.samen.sets), out = join(scratch, 'sets.h5');
  execFileSync(samen, ['run', file, `--ensemble=${join(sources, 'scenarios/validation/ensemble.toml')}`, '--replicates', String(lucks), '--quiet', '-o', out, '--force', '--set', 'run.record=["summary"]', '--set', 'run.arms=["alone", "together"]'], { stdio: 'pipe' });
  const [net, point, replicate, arm] = ['net_value', 'point', 'replicate', 'arm'].map(name => numbersOf(out, name)), apart = Array.from({ length: all }, () => Array(lucks).fill(0));
  net.forEach((value, n) => { apart[point[n]][replicate[n]] += arm[n] === Math.max(...arm.slice(0, 2)) ? value : -value; });
  const runs = apart.map(values => values.reduce((sum, x) => sum + x, 0) / lucks);
  check(net.length === 2 * all * lucks && leads.every((lead, set) => Object.is(lead, runs[set])), `${what}: the lead in each of ${all} sets is that of samen run, to the last bit`, [leads, runs]);
  const [stated] = JSON.parse(execFileSync(samen, ['summary', out, '--format', 'json']).toString()).sets;
  const ahead = leads.filter(lead => lead > 0).length, off = [Math.min(...leads) - stated.least, Math.max(...leads) - stated.greatest];
  check(stated.n === all && stated.ahead === ahead && off.every(x => Math.abs(x) < 1e-6), `${what}: so are their number and range in samen summary`, [stated, ahead, off]);
  const told = await shownSets(page), batch = await page.evaluate(() => interval(state.batch.outcome(armOf('together'), 'net_value').map((x, k) => x - state.batch.outcome(armOf('alone'), 'net_value')[k])).mean);
  const ends = await page.evaluate(([low, high]) => [low, high].map(x => money(x, Math.max(Math.abs(low), Math.abs(high))).replaceAll('\u00a0', ' ')),
    batch >= 0 ? [Math.min(...leads), Math.max(...leads)] : [-Math.max(...leads), -Math.min(...leads)]);
  check(told.startsWith(`In ${batch >= 0 ? ahead : leads.filter(lead => lead < 0).length} of ${all} sets that fit the evidence `) && told.includes(`from ${ends[0]} to ${ends[1]}. ${lucks} lucks a set`), `${what}: and the page says so below its answer`, [told, ends]);
}
async function sets() {
  const page = await open({ hash: '#s=hefboom8&lang=en&view=predict' });
  await allSets(page);
  const { away, looked } = await given(page);
  check(looked > 100 && away.length === 0 && await shownSets(page) === '', 'what comes of the sets is not told before the prediction is closed', away);
  await vote(page, '0 2 1');
  await page.locator('#close-vote').click();
  await agreesOnSets(page, 'hefboom8', join(sources, 'scenarios/hefboom8.toml'));
  await picture(page, 'sets-en');
  check((await page.evaluate(() => window.samen.picture().svg)).includes('sets that fit the evidence'), 'the picture that is saved has it too');
  await page.locator('#languages [data-language="nl"]').click();
  check(/^In \d+ van 40 reeksen die bij de gegevens passen ligt Samen voor op Alleen; .* 32 verlopen per reeks/.test(await shownSets(page)), 'Dutch says it too', await shownSets(page));

  // A lever that moves drops what was begun.
  const other = await open({ hash: '#s=keten&lang=en&view=predict&votes=0.0.1&closed=1' });
  const some = () => window.samen.sets?.all > 0 && window.samen.sets.leads.length > 2;
  await until(other, 'some sets', some);
  const running = await other.evaluate(() => {
    window.dropped = window.samen.sets;
    return document.getElementById('sets').textContent;
  });
  check(/: \d+ of 40 so far …$/.test(running), 'while they run the page says how many are done', running);
  await other.evaluate(() => moveLever('levers.puller', 0.35));
  await until(other, 'other sets', () => window.samen.sets !== null && window.samen.sets !== window.dropped);
  await allSets(other);
  const dropped = await other.evaluate(() => [window.dropped.done, window.dropped.leads.filter(lead => lead !== undefined).length]);
  check(!dropped[0] && dropped[1] < 40, 'a lever that moves stops them, and they begin anew', dropped);
  await agreesOnSets(other, 'keten with another puller', await share(other, '#save-scenario'));
  await until(other, 'the trial of all levers', () => window.samen.still.done);
  const before = await other.evaluate(() => window.samen.sets.leads.join());
  await other.locator('[data-view="watch"]').click();
  await other.locator('#new-luck').click();
  await until(other, 'new luck', () => window.samen.state.luck === 1);
  check(await other.evaluate(() => window.samen.sets?.leads.join()) === before, 'another luck to watch leaves them as they are');

  // Where all of a set is stated for all runs there is nothing to count, as samen run says.
  const none = await other.evaluate(async () => {
    const [, first] = (await unpacked(DATA.packed['validation/ensemble.toml']).text()).split('[[set]]'), keys = [...first.matchAll(/^(\w+\.\w+) = (.*)$/gm)].map(([, key, value]) => `${key}=${value}`);
    const stated = settingOf(state.case, {}, state.seed);
    return workers.run({ ...stated, settings: [...stated.settings, ...keys] }, { job: 'sets' }).then(({ count }) => [keys.length, count]);
  });
  check(none[0] > 20 && none[1] === 0, 'a case that states all of a set itself has no sets', none);
}

const sections = { predictsFirst, addresses, lesson, leaving, words, levers, firstLevers, caseWords, steps, ranges, crowds, everyEye, answers, sets };
/// All of it, or the sections named in PAGE_SECTIONS.
export async function classroom() {
  const wanted = process.env.PAGE_SECTIONS?.split(',') ?? Object.keys(sections);
  for (const name of wanted) await sections[name]();
}
