// The case: which scenario and which of its variants, its tables, and the bar in which it is chosen.

/// Worlds whose boards may meet at tables; a scenario has the first or both.
const TABLE_ARMS = ['together', 'only_together'];
const armOf = name => state.case.arms.indexOf(name);
const tableArms = () => TABLE_ARMS.filter(arm => state.case.arms.includes(arm));
const doingArms = () => state.case.arms.filter(arm => arm !== 'nothing');

function choosePreset(id) {
  const former = state.votes.length ? state.preset : '';
  if (id !== former) {
    state.kept = null;
    still.names.clear();
    places.idle.clear();
  }
  keepBallot();
  Object.assign(state, { preset: id, case: presetOf(id), values: {}, luck: 0, table: 0, month: 0, seen: 0, story: null });
  state.seed = state.case.seed;
  if (id !== former) findBallot();
}
/// Another scenario, as it states itself.
function openCase(id) {
  stop();
  choosePreset(id);
  clearRuns();
  speak();
  writeAddress();
  renew();
}

// ---- variants -----------------------------------------------------------------------------------

/// The named setting of the scenario that the levers stand at; -1 for none.
function variantNow() {
  return state.case.variants.findIndex(variant => textOf(variant.values) === textOf(state.values));
}
function pointName(n) {
  const { name, values } = state.case.variants[n];
  return name ? named(name) : state.case.factors.map(factor => valueText(factor, values[factor] ?? state.case.values[factor].value)).join(', ');
}
function chooseVariant(n) {
  state.values = n < 0 ? {} : { ...state.case.variants[n].values };
  mendValues();
  draw();
  writeAddress();
  renew();
}

// ---- tables -------------------------------------------------------------------------------------

// With several tables the goals are those of the table shown, and the money is that of all.
const several = () => state.case.tables.length > 1;
const tableNow = () => state.case.tables[state.table];
const tableName = (table = tableNow()) => named(table.name);
const hasTeams = () => (state.case.values['levers.team_months'] ? valueOf('levers.team_months') > 0 : false);
/// Tables among which the members of one regroup, itself included.
const teamsOf = table => (hasTeams() ? state.case.tables.filter(other => other.pool === table.pool) : [table]);
/// Members at the start; those of temporary teams sit at one of them.
const membersOf = () => state.case.tables.reduce((sum, table, n) => sum + (!hasTeams() ? table.founders : table.pool === n ? table.seats : 0), 0);
const goalsNow = () => Array.from({ length: tableNow().goals }, (_, k) => tableNow().goal + k);
const organisationAt = seat => state.case.seats[tableNow().seat + seat];

/// Whether an event is of the table shown, of its goals, or of one of its members at home.
function concerns(event) {
  const { seat, seats, goal, goals } = tableNow();
  if (event.kind === 'goal_reached') return event.value > goal && event.value <= goal + goals;
  if (event.table >= 0) return event.table === state.table;
  return event.organisation < 0 || state.case.seats.slice(seat, seat + seats).includes(event.organisation);
}
function chooseTable(table) {
  Object.assign(state, { table, storyArm: null, story: null });
  writeAddress();
  showRuns();
}

// ---- the bar ------------------------------------------------------------------------------------

const Sign = () => h('svg', { viewBox: '0 0 22 16', 'aria-hidden': 'true' }, h('circle', { cx: 7, cy: 8, r: 6.5, fill: INK.alone }), h('circle', { cx: 15, cy: 8, r: 6.5, fill: INK.together, 'fill-opacity': 0.85 }));
const Bar = () => h('header', { class: 'bar' },
  h('h1', null, h(Sign), 'Samen'),
  h(Choice, { id: 'preset', label: t('scenario'), value: state.preset, options: DATA.presets.map(({ id, title }) => [id, named(title)]), onChoose: openCase }),
  h(Choice, { id: 'variant', field: 'variant-field', hidden: state.case.variants.length === 0, label: t('variant'), value: variantNow(), options: [[-1, t('variant_none')], ...state.case.variants.map((_, n) => [n, pointName(n)])], onChoose: n => chooseVariant(Number(n)) }),
  h('nav', { id: 'views', class: 'tabs', 'aria-label': t('views') }, ['watch', 'predict', 'lesson'].map(view => h('button', { type: 'button', key: view, 'data-view': view, 'aria-current': view === state.view ? 'page' : null, onClick: () => chooseView(view) }, t(view)))),
  h('div', { class: 'spacer' }),
  h(Share),
  h(Button, { id: 'to-stage' }, t('to_stage')),
  h('div', { id: 'languages', class: 'tabs small', role: 'group', 'aria-label': t('language') }, Object.entries(WORDS).map(([code, { language: { name } }]) =>
    h('button', { type: 'button', key: code, 'data-language': code, lang: code, 'aria-label': `${code.toUpperCase()} – ${name}`, 'aria-pressed': String(code === state.language), onClick: () => chooseLanguage(code) }, code.toUpperCase()))),
  h('div', { id: 'work', role: 'progressbar', 'aria-label': t('working'), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.floor(100 * state.work), hidden: state.work >= 1 }, h('i', { style: { width: `${100 * state.work}%` } })));

function chooseLanguage(code) {
  state.language = code;
  speak();
  writeAddress();
}
