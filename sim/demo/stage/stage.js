// The stage: it opens first. One question a screen, played with a clicker: Space, Page Down and the
// right arrow lead on, Page Up and the left arrow lead back, digits answer.

const s = (key, values) => t(`stage.${key}`, values);
const touch = matchMedia('(pointer: coarse)');
const ACTS = 5;

const freshVotes = () => ({ stop: '', go: '', played: false });
const stage = {};
/// Another case, or the same from the beginning.
function stageCase(preset) {
  Object.assign(stage, {
    staged: stage.staged?.preset === preset ? stage.staged : new StagedCase(preset), at: 0, step: 0, line: null, closed: false, guesses: [], rule: null, back: null,
    votes: { first: freshVotes(), other: freshVotes() }, standsGuess: null, bids: Array(BID_LEVERS).fill(0),
  });
  if (stage.of === stage.staged) return;
  const { staged } = stage;
  Object.assign(stage, { of: staged, other: null, levers: null, axis: null, sets: null, setsOn: null, setsKnown: null, answers: {} });
  // What later acts need is run while the first are played.
  const later = staged.middle().then(() => staged.stopped());
  stage.found = later.then(() => contrary(staged)).then(async other => {
    const { count } = await engineRun(settingOf(other.preset, {}, other.preset.seed), { job: 'sets' });
    if (stage.of === staged) Object.assign(stage, { other, setsKnown: count });
  });
  stage.tried = stage.found.then(() => triedLevers(staged)).then(levers => { if (stage.of === staged) stage.levers = levers; });
  for (const promise of [stage.found, stage.tried]) promise.catch(trouble);
}

// ---- screens ------------------------------------------------------------------------------------

const openingAct = {
  act: 0, steps: 1, needs: () => Promise.resolve(),
  show(room) {
    const { preset } = stage.staged;
    head(s('title'));
    note(s('opening_help'));
    room.className = 'opening-room';
    room.innerHTML = `<div class="words"><p class="asks">${escaped(named(preset.question))}</p><label class="case"><span>${escaped(s('case'))}</span><select>${DATA.presets.map(({ id, title }) => `<option value="${escaped(id)}" ${id === preset.id ? 'selected' : ''}>${escaped(named(title))}</option>`).join('')}</select></label>` +
      `<div class="start"><button type="button" class="primary begin">${escaped(s('begin'))}</button><label class="own">${escaped(s('open_own'))}<input type="file" accept=".toml"></label></div>${tools()}</div><div class="sign" aria-hidden="true">${sign()}</div>`;
    room.querySelector('select').addEventListener('change', event => {
      stageCase(presetOf(event.target.value));
      writeStage();
      show(false);
    });
    room.querySelector('.own input').addEventListener('change', event => ownScenario(event.target).then(own => {
      if (!own) return;
      stageCase(own);
      writeStage();
      show(false);
    }).catch(trouble));
    room.querySelector('.begin').addEventListener('click', forward);
    wireTools(room);
  },
};
/// A table with people around it, as a sign: nothing of it is of a case.
function sign() {
  const around = (n, away, draw) => Array.from({ length: n }, (_, k) => draw(away * Math.cos(2 * Math.PI * (k + 0.5) / n), away * Math.sin(2 * Math.PI * (k + 0.5) / n), k)).join('');
  return `<svg viewBox="-130 -130 260 260"><circle r="66" fill="${INKS.wood}" opacity=".16"/><circle r="56" fill="${INKS.wood}"/>${around(7, 34, (x, y) => `<circle cx="${places(x)}" cy="${places(y)}" r="8" fill="#0f1c2766"/>`)}` +
    `<g stroke="${INKS.ink}" opacity=".35" fill="none">${around(8, 108, (x, y) => around(8, 108, (a, b) => `<path d="M${places(x)} ${places(y)}Q0 0 ${places(a)} ${places(b)}"/>`))}</g>${around(8, 108, (x, y, k) => `<circle cx="${places(x)}" cy="${places(y)}" r="13" fill="${COATS[k % 4]}"/>`)}</svg>`;
}
/// The other places, and the languages.
const tools = () => `<div class="tools"><button type="button" data-tool="slips">${escaped(s('slips'))}</button><button type="button" data-tool="kit">${escaped(s('kit'))}</button><button type="button" data-tool="notes">${escaped(s('notes'))}</button><button type="button" data-tool="workbench">${escaped(s('workbench'))}</button>` +
  `<span class="tongues" role="group" aria-label="${escaped(t('language'))}">${Object.entries(WORDS).map(([code, { language: { name } }]) => `<button type="button" data-tongue="${code}" lang="${code}" aria-label="${code.toUpperCase()} – ${escaped(name)}" aria-pressed="${code === state.language}">${code.toUpperCase()}</button>`).join('')}</span></div>`;
function wireTools(box) {
  const act = { slips: () => openPaper('slips').catch(trouble), kit: () => openPaper('kit').catch(trouble), notes: openNotes, workbench: () => openWorkbench(`#s=${stage.staged.preset.id}&lang=${state.language}`) };
  for (const button of box.querySelectorAll('[data-tool]'))
    button.addEventListener('click', () => {
      byId('st-more').close();
      act[button.dataset.tool]();
    });
  for (const button of box.querySelectorAll('[data-tongue]'))
    button.addEventListener('click', () => {
      state.language = button.dataset.tongue;
      byId('st-more').close();
      speakStage();
      show(false);
      writeStage();
    });
}

const PLAY = [openingAct, tableAct, lineAct, decisionAct(3, 'first', () => stage.staged), chairsAct(0), chairsAct(1), bloomAct(4, 'first', () => stage.staged), backAct, bidAct,
  { ...decisionAct(5, 'other', () => stage.other), ofOther: true }, { ...bloomAct(5, 'other', () => stage.other), ofOther: true }, setsAct, ...Array.from({ length: 5 }, (_, n) => leverAct(n)), ruleAct];
// What another case needs can only be said once the case is known.
for (const screen of PLAY.filter(({ ofOther }) => ofOther)) {
  const { needs } = screen;
  screen.needs = () => stage.found.then(needs);
}
let SCREENS = PLAY;

const head = (title, sub = '') => {
  byId('st-title').textContent = title;
  showTitle();
  byId('st-sub').textContent = sub;
};
function note(text) {
  byId('st-note').className = '';
  byId('st-note').textContent = text;
}
/// What is missing before it goes on.
function hint(text) {
  note(text);
  byId('st-note').className = 'hint';
}

let leave = null, drawn = 0;
/// Shows the screen and its step; `fresh` if it is entered, and not drawn anew.
async function show(fresh) {
  const mine = ++drawn, screen = SCREENS[stage.at], room = byId('st-room');
  leave?.();
  leave = null;
  dots();
  let ready = false;
  const needed = screen.needs();
  needed.then(() => { ready = true; }, () => {});
  await Promise.race([needed, new Promise(done => setTimeout(done, 30))]).catch(() => {});
  if (mine !== drawn) return;
  if (!ready) {
    head(s('calculates'));
    note('');
    room.className = 'waiting-room';
    room.innerHTML = `<i class="wait" role="status" aria-label="${escaped(t('working'))}"></i>`;
    try {
      await needed;
    } catch (error) {
      return trouble(error);
    }
    if (mine !== drawn) return;
  }
  room.replaceChildren();
  stage.shown = `${stage.at} ${stage.step}`;
  const heard = byId('live').textContent, cancel = screen.show(room, stage.step, fresh);
  Promise.resolve(cancel).then(() => { if (mine === drawn && byId('live').textContent === heard) announceScreen(); }).catch(trouble);
  byId('stage').dataset.screen = room.classList[0] ?? '';
  if (fresh) byId('stage').scrollTop = 0;
  showNotes();
  leave = () => {
    if (typeof cancel === 'function') cancel();
    screen.skip = null;
  };
  if (fresh && !room.contains(document.activeElement)) byId('st-title').focus({ preventScroll: true });
  byId('st-back').disabled = stage.at === 0 && stage.step === 0;
  byId('st-next').disabled = stage.at === SCREENS.length - 1 && stage.step === screen.steps - 1;
}
/// The title has the focus and is read; the act, and what is asked or came out, is read out after it.
function announceScreen() {
  const { act } = SCREENS[stage.at];
  say([act ? s('act', { n: act, all: ACTS }) : '', byId('st-sub').textContent].filter(Boolean).join('. '));
}
function dots() {
  const { act } = SCREENS[stage.at];
  byId('st-dots').innerHTML = Array.from({ length: ACTS }, (_, n) => `<i class="${n + 1 === act ? 'now' : n + 1 < act ? 'past' : ''}"></i>`).join('');
  byId('st-dots').setAttribute('aria-label', act ? s('act', { n: act, all: ACTS }) : s('title'));
  byId('st-dots').hidden = act === 0;
}
const ready = () => stage.shown === `${stage.at} ${stage.step}` && byId('st-room').className !== 'waiting-room';
function forward() {
  const screen = SCREENS[stage.at];
  if (!ready() || screen.next?.(stage.step)) return;
  if (stage.step === screen.steps - 1) return pass();
  ++stage.step;
  show(true);
}
/// On to the next screen that has something to show.
function pass() {
  let next = stage.at + 1;
  while (next < SCREENS.length && SCREENS[next].skipped?.()) ++next;
  if (next === SCREENS.length) return;
  stage.at = next;
  stage.step = 0;
  show(true);
}
function backward() {
  if (stage.step > 0) --stage.step;
  else {
    let before = stage.at - 1;
    while (before > 0 && SCREENS[before].skipped?.()) --before;
    if (before < 0) return;
    stage.at = before;
    stage.step = 0;
  }
  show(false);
  byId('st-title').focus({ preventScroll: true });
}

// ---- keys ---------------------------------------------------------------------------------------

const FORWARD = ['PageDown', ' ', 'ArrowRight', 'Enter'], BACKWARD = ['PageUp', 'ArrowLeft', 'Backspace'];
function press(event) {
  if (document.body.dataset.place !== 'stage' || byId('st-more').open || event.ctrlKey || event.altKey || event.metaKey) return;
  const { key, target } = event, within = target.closest?.('button, select, input, a, summary, [role=slider]');
  if (event.repeat && FORWARD.includes(key)) return event.preventDefault();
  if (within?.tagName === 'SELECT' && !key.startsWith('Page')) return;
  if (within?.tagName === 'BUTTON' && [' ', 'Enter'].includes(key)) return;
  if (within?.tagName === 'INPUT' && ['ArrowLeft', 'ArrowRight', 'Backspace'].includes(key)) return;
  if (FORWARD.includes(key)) forward();
  else if (BACKWARD.includes(key)) backward();
  else if (key === 'Escape') byId('st-more').showModal();
  else if (/^[0-9]$/.test(key) && within?.tagName !== 'INPUT' && ready()) SCREENS[stage.at].digit?.(Number(key), stage.step);
  else return;
  event.preventDefault();
}

// ---- the whole ----------------------------------------------------------------------------------

function buildStage() {
  byId('stage').innerHTML = '<header><h1 id="st-title" tabindex="-1"></h1><p id="st-sub"></p></header><section id="st-room"></section>' +
    '<footer><p id="st-note" role="status"></p><span id="st-dots" role="img"></span><span class="ways"><button type="button" id="st-back">‹</button><button type="button" id="st-next">›</button><button type="button" id="st-menu" aria-haspopup="dialog">☰</button></span></footer>' +
    '<dialog id="st-more"></dialog>';
  byId('st-back').addEventListener('click', backward);
  byId('st-next').addEventListener('click', forward);
  byId('st-menu').addEventListener('click', () => byId('st-more').showModal());
  // An answer that was pointed at lets go of the keys: Space leads on, and does not press it again.
  byId('st-room').addEventListener('click', event => {
    if (event.detail && event.target.closest('.answers button, .shapes button, .rules button')) byId('st-title').focus({ preventScroll: true });
  });
  byId('workbench').addEventListener('click', event => { if (event.target.closest('#to-stage')) openStage(`#case=${state.preset}`); });
  document.addEventListener('keydown', press);
  let resizing = 0;
  addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => { if (document.body.dataset.place === 'stage' && !byId('st-room').contains(document.activeElement)) show(false); }, 120);
  });
  addEventListener('hashchange', () => {
    if (location.hash === stage.written || ofWorkbench(location.hash) && begun) return;
    enter();
  });
}
/// All that has words and is not of one screen.
function speakStage() {
  document.documentElement.lang = state.language;
  document.title = `Samen – ${s('title')}`;
  for (const [id, key] of [['st-back', 'backward'], ['st-next', 'forward'], ['st-menu', 'more']]) byId(id).setAttribute('aria-label', s(key));
  byId('stage').setAttribute('aria-label', s('stage'));
  byId('st-more').setAttribute('aria-label', s('more'));
  byId('st-more').innerHTML = `<div class="tools"><button type="button" class="again">${escaped(s('again'))}</button></div>${tools()}<div class="tools"><button type="button" class="close" autofocus>${escaped(s('back'))}</button></div>`;
  byId('st-more').querySelector('.again').addEventListener('click', () => {
    byId('st-more').close();
    SCREENS = PLAY;
    stageCase(stage.staged.preset);
    writeStage();
    show(true);
  });
  byId('st-more').querySelector('.close').addEventListener('click', () => byId('st-more').close());
  wireTools(byId('st-more'));
}
/// The address holds case and language, and the chair if it is one.
function writeStage() {
  stage.written = `${SCREENS === PLAY ? '#' : `#${s('chair_key')}=${stage.chair}&`}case=${stage.staged.preset.id}&lang=${state.language}`;
  try {
    history.replaceState(null, '', stage.written);
  } catch {
    location.hash = stage.written;
  }
}

let begun = false;
function openWorkbench(hash) {
  document.body.dataset.place = 'workbench';
  byId('stage').hidden = true;
  leave?.();
  if (hash !== location.hash) {
    try {
      history.replaceState(null, '', hash);
    } catch {
      location.hash = hash;
    }
  }
  if (begun) return dispatchEvent(new HashChangeEvent('hashchange'));
  begun = true;
  begin();
}
/// The stage, with the case and the language of the address, or a chair of it.
function openStage(hash = '') {
  const parts = new URLSearchParams(hash.replace(/^#/, '')), chair = chairOf(hash);
  if (parts.has('lang') && WORDS[parts.get('lang')]) state.language = parts.get('lang');
  else if (parts.has('stoel') && WORDS.nl) state.language = 'nl';
  const preset = presetOf(parts.get('case')) ?? stage.staged?.preset ?? presetOf('hefboom8') ?? DATA.presets[0];
  document.body.dataset.place = 'stage';
  byId('paper').hidden = true;
  byId('stage').hidden = false;
  stop();
  startEngine();
  if (chair === null) {
    SCREENS = PLAY;
    if (stage.staged?.preset !== preset || stage.chair) stageCase(preset);
    stage.chair = null;
  } else {
    SCREENS = [chairAct];
    Object.assign(stage, { staged: new StagedCase(preset), of: null, chair, at: 0, step: 0 });
  }
  speakStage();
  show(true);
}
/// Opens what the address names.
function enter() {
  if (ofWorkbench(location.hash)) openWorkbench(location.hash);
  else openStage(location.hash);
}

state.language = Object.keys(WORDS).find(code => navigator.language.startsWith(code)) ?? 'en';
/// For tests and for the curious, as `samen` is.
window.samenStage = {
  stage, notes,
  get ready() { return ready(); },
  get steps() { return SCREENS.map(({ steps }) => steps); },
  get act() { return SCREENS[stage.at].act; },
  get sets() { return SCREENS.indexOf(setsAct); },
  get bid() { return SCREENS.indexOf(bidAct); },
  open(at, step, language) {
    Object.assign(stage, { at, step });
    state.language = language;
    speakStage();
    show(false);
  },
  palettes: { threads: { stop: INKS.stop, go: INKS.go, never: INKS.never, room: INKS.room }, coats: COATS.slice(0, 4), worlds: INK, words: INK_TEXT },
};
buildStage();
enter();
