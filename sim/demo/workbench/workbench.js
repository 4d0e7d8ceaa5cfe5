// The workbench as a whole: its parts, the views one chooses among, and what reaches all of it.

const Lesson = () => {
  const taught = byId(`lesson-${state.language}`) ? state.language : 'en';
  return h('section', { id: 'view-lesson', hidden: state.view !== 'lesson' },
    Object.keys(WORDS).filter(code => byId(`lesson-${code}`)).map(code => h('article', { class: 'lesson', key: code, lang: code, 'data-language': code, hidden: code !== taught, dangerouslySetInnerHTML: { __html: byId(`lesson-${code}`).innerHTML } })),
    h('footer', { class: 'about' }, h('p', null, h('span', null, t('about')), ' ', h('span', { id: 'version' }, `Samen ${DATA.version}.`)),
      h('details', null, h('summary', null, t('hash')), h('p', { id: 'hashes', class: 'mono' }, state.runs?.map((run, arm) => `${state.case.arms[arm]} ${run.hash.toString(16).padStart(16, '0')}`).join('   ') ?? ''))));
};
const Views = () => h('main', { id: 'main-view', tabIndex: -1 },
  h('div', { id: 'asked' }, h('p', { id: 'question', hidden: state.view === 'lesson' }, named(state.case.question)),
    h(Choice, { id: 'table', field: 'table-field', hidden: !several() || state.view !== 'watch', label: t('table'), value: state.table, options: state.case.tables.map((table, n) => [n, tableName(table)]), onChoose: n => chooseTable(Number(n)) })),
  h('section', { id: 'view-watch', hidden: state.view !== 'watch' }, h('div', { class: 'watch' }, h(WalkBox), h('section', { id: 'worlds-box', class: 'box' }, h('div', { class: 'scroll' }, h(Worlds))), h(Story))),
  h('section', { id: 'view-predict', hidden: state.view !== 'predict' }, h('div', { class: 'predict' }, h(Votes), h(Answer))),
  h(Lesson));
const Workbench = () => [
  h('a', { class: 'skip', href: '#main-view' }, t('skip')), h(Bar),
  h('div', { id: 'page', 'aria-busy': state.busy ? 'true' : null }, h(Levers), h(Views), h(Transport)),
  h(Card)];

/// What follows from what is shown: in the answer the variants are compared, and then the sets are run.
function pursue() {
  if (state.closed && state.view === 'predict' && timing.all !== null && state.runs) comparePoints().then(runSets).catch(trouble);
}

function chooseView(view) {
  if (view !== 'watch') stop();
  Object.assign(state, { view, ahead: false });
  draw();
  writeAddress();
  if (state.closed && view === 'predict') say(answerText()[0] ?? '');
}
/// Everything in the language chosen.
function speak() {
  document.documentElement.lang = state.language;
  document.title = t('page');
  draw();
}

/// What an address in the field of the browser, or a link, opens.
function follow() {
  if (location.hash === written || !ofWorkbench(location.hash)) return;
  stop();
  const settingNow = () => [state.preset, state.seed, textOf(state.values)].join();
  const { preset: shown, luck } = state, before = settingNow();
  readAddress(location.hash);
  if (shown !== state.preset) clearRuns();
  speak();
  showRuns();
  if (before !== settingNow()) renew();
  else if (luck !== state.luck) tellRuns().catch(trouble);
}
/// What is listened to wherever it happens.
function listen() {
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    hideCard();
    byId('trouble').textContent = '';
    const share = byId('share');
    if (share.open) {
      share.open = false;
      share.querySelector('summary').focus();
    }
  });
  document.addEventListener('pointerdown', event => {
    if (!byId('share').contains(event.target)) byId('share').open = false;
  });
  addEventListener('hashchange', follow);
  let resizing = 0;
  addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      state.width = innerWidth;
      draw();
    }, 100);
  });
}
