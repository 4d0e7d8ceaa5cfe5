// Time: playing, stepping, and the time line with its marks.

let timeline = null;  // the picture
function drawTimeline(box) {
  const width = Math.max(300, box.clientWidth), left = innerWidth < 1000 ? 8 : 118;
  timeline = timelinePicture(state.case, state.runs, {
    arm: armName, concerns, title: event => `${monthName(event.month)}: ${lineOf(event)}`,
    period: (n, edges, room) => {
      const last = n === edges.length - 2;
      if (n === 0 && edges.length > 2) return room < 190 ? '' : t('before_period', { year: yearOf(edges[1] - 1) });
      const years = `${yearOf(edges[n])}–${yearOf(edges[n + 1] - (last ? 0 : 1))}`;
      return room > 190 ? t('period', { years }) : years;
    },
  }, width, left);
  box.innerHTML = timeline.svg;
  box.firstChild.addEventListener('click', event => {
    const mark = event.target.closest('.mark');
    if (mark) return tellEvent(Number(mark.dataset.arm), Number(mark.dataset.event));
    const place = box.firstChild.getBoundingClientRect(), first = timeline.x(0);
    const at = (event.clientX - place.left - first) / (timeline.x(state.case.months - 1) - first);
    return goTo(at * (state.case.months - 1));
  });
}
/// Marks of what has happened. What is to come stands nowhere before the prediction is closed.
function showTimeline(box) {
  const now = box.querySelector('.now');
  for (const end of ['x1', 'x2']) now.setAttribute(end, timeline.x(state.month));
  const until = state.closed ? state.case.months : Math.floor(state.month), marks = box.querySelector('.marks');
  const count = timeline.marks.filter(mark => mark.month <= until).length;
  while (marks.childElementCount > count) marks.lastElementChild.remove();
  marks.insertAdjacentHTML('beforeend', timeline.marks.slice(marks.childElementCount, count).map(mark => mark.svg).join(''));
  box.firstChild.setAttribute('aria-label', timelineText(timeline.marks.slice(0, count)));
}
/// The time line in words: how much happened in each world, and what last.
function timelineText(marks) {
  return state.case.arms.map((name, arm) => {
    const own = marks.filter(mark => mark.arm === arm), last = own.at(-1);
    return t(last ? 'timeline_says' : 'timeline_empty', { world: armName(name), n: number(own.length), last: last ? `${monthName(last.month)}, ${lineOf(state.runs[arm].events[last.event])}` : '' });
  }).join(' ');
}

/// The month shown. What glides between months is moved; all else is drawn anew in each month.
function showMonth() {
  if (!state.runs) return;
  const month = Math.floor(state.month), { told } = state;
  if (month === told) {
    showWalk();
    return showTimeline(byId('timeline'));
  }
  state.seen = Math.max(state.seen, month);
  state.told = month;
  if (state.playing && told >= 0) announce(told, month);
  draw();
}
function summary(month) {
  return `${monthName(month, 'long')}. ` + state.runs.map((run, arm) => `${armName(state.case.arms[arm])}: ${money(run.of('net_value', month))}, ${t('goals').toLowerCase()} ${number(run.of('goals_reached', month))}/${state.case.goals.length}`).join('; ');
}
/// While playing, only what matters most is read out.
function announce(from, to) {
  const big = ['goal_reached', 'leaves', 'table_ends', 'operating'];
  const lines = worldRun().events.filter(e => e.month > from && e.month <= to && big.includes(e.kind) && concerns(e)).map(e => `${monthName(e.month)}: ${lineOf(e)}`);
  if (lines.length) say(lines.join('. '));
}

// ---- playing ------------------------------------------------------------------------------------

let before = null;  // when the last frame was shown
function frame(now) {
  if (!state.playing) return;
  const step = before === null ? 0 : (now - before) / 1000 * Number(state.speed), end = state.case.months - 1;
  before = now;
  state.month = Math.min(end, state.month + Math.min(step, 3));
  if (calm.matches) {  // whole months, and no gliding between them
    const smooth = state.month;
    state.month = Math.floor(smooth);
    showMonth();
    state.month = smooth;
  } else {
    showMonth();
  }
  if (state.month >= end) stop();
  else requestAnimationFrame(frame);
}
function play() {
  if (!state.runs) return;
  if (state.month >= state.case.months - 1) state.month = 0;
  Object.assign(state, { playing: true, ahead: false });
  before = null;
  draw();
  requestAnimationFrame(frame);
}
function stop() {
  if (!state.playing) return;
  state.playing = false;
  state.month = Math.floor(state.month);
  showMonth();
  draw();
  writeAddress();
  say(`${summary(state.month)}. ${walkText()}`);
}
/// Before the prediction is closed one goes back, and no further than was played.
function goTo(month) {
  const wanted = Math.max(0, Math.min(state.case.months - 1, Math.round(month)));
  state.month = state.closed ? wanted : Math.min(wanted, state.seen);
  state.ahead = state.month !== wanted;
  if (state.ahead) say(t('no_skipping'));
  byId('scrubber').value = state.month;
  showMonth();
  draw();
  writeAddress();
}
async function newLuck() {
  stop();
  Object.assign(state, { luck: state.luck + 1, month: 0, seen: 0, story: null });
  draw();
  timing.began = performance.now();
  await tellRuns().catch(trouble);
  say(t('luck', { n: state.luck, seed: state.seed }));
  writeAddress();
}
function playAgain() {
  stop();
  Object.assign(state, { month: 0, told: -1 });
  play();
}
function voteBefore() {
  chooseView('predict');
  byId('votes').querySelector('[data-vote]').focus();
}

const Legend = () => h('p', { id: 'legend', class: 'note' }, Object.keys(MARKS).slice(0, 11).filter(kind => kind !== 'delegate_replaced').map(kind =>
  h('span', { key: kind }, h('span', { dangerouslySetInnerHTML: { __html: markIcon(kind) } }), wordsOf(kind).name)), h('span', null, `| ${t('boards')}`));
const Transport = () => h('section', { id: 'transport', class: 'box', 'aria-label': t('timeline'), hidden: state.view !== 'watch' },
  h('div', { class: 'controls' },
    h(Button, { id: 'play', class: 'primary', onClick: () => (state.playing ? stop() : play()) }, state.playing ? `❚❚ ${t('pause')}` : `▶ ${t('play')}`),
    h(Choice, { id: 'speed', label: t('speed'), value: state.speed, options: Object.entries(words().page.speeds), onChoose: speed => { state.speed = speed; } }),
    h(Button, { id: 'again', onClick: playAgain }, t('again')),
    h(Button, { id: 'new-luck', onClick: newLuck }, t('new_luck')),
    h(Button, { id: 'vote-before', hidden: state.closed || hands() > 0, onClick: voteBefore }, t('vote_before')),
    h('span', { id: 'luck', title: t('luck_help') }, t('luck', { n: state.luck, seed: state.seed })),
    h('b', { id: 'date' }, state.runs ? monthName(Math.floor(state.month), 'long') : '')),
  state.runs ? h(Picture, { id: 'timeline', key: 'timeline', of: [state.runs, state.table, state.language, state.width, state.view], make: drawTimeline, show: showTimeline }) : h('div', { id: 'timeline', key: 'none' }),
  h('input', { type: 'range', id: 'scrubber', 'aria-label': t('month'), min: 0, max: state.case.months - 1, step: 1, value: Math.floor(state.month), 'aria-valuetext': state.runs ? summary(Math.floor(state.month)) : '', onInput: event => { stop(); goTo(Number(event.target.value)); } }),
  h('p', { id: 'ahead', class: 'note', hidden: !state.ahead }, t('no_skipping')),
  h(Legend));
