// The page: what it shows and what one can do. State lies in the address.

/// Worlds whose boards may meet at tables; a scenario has the first or both.
const TABLE_ARMS = ['together', 'only_together'];
const byId = id => document.getElementById(id);
const el = (html) => {
  const holder = document.createElement('template');
  holder.innerHTML = html.trim();
  return holder.content.firstChild;
};
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const state = {
  preset: (presetOf('hefboom8') ?? DATA.presets[0]).id, language: 'en', view: 'watch', world: 'together', values: {}, seed: 0, luck: 0,
  table: 0, month: 0, seen: 0, speed: '8', votes: [], closed: false, voted: {},
};
let preset = presetOf(state.preset);
let workers, setting, runs = null, batch = null, sets = null, walk = null, timeline = null, kept = null;
/// What the room said, as long as the page is open: a closed vote by the setting it is of, and by its
/// scenario alone the one that is open, which goes along from link to link.
const ballots = new Map();
let generation = 0, playing = false, openStory = null, told = -1;
const timing = {};

// ---- words --------------------------------------------------------------------------------------

function t(key, values = {}, group = 'page') {
  const text = key.split('.').reduce((words, part) => words && words[part], WORDS[state.language][group]);
  return String(text ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
const words = () => WORDS[state.language];
const armName = arm => words().arms[arm];
const reasonName = reason => words().reasons[reason] ?? reason.replaceAll('_', ' ');
/// Names in a scenario file are English; those of drawn organisations end in a number.
function named(text) {
  const known = words().names[text];
  if (known) return known;
  const [, base, number] = /^(.*?)( \d+)?$/.exec(text);
  return (words().names[base] ?? base) + (number ?? '');
}
function leverName(row) {
  return words().levers[row.name]?.name ?? row.name.split('.')[1].replaceAll('_', ' ');
}
function leverMeaning(row) {
  const own = words().levers[row.name]?.meaning;
  return own ?? row.meaning + (state.language === 'en' ? '' : ` ${t('untranslated')}`);
}
const unitName = row => words().units[row.unit] ?? row.unit;
const choiceName = choice => words().choices[choice] ?? named(choice);

const number = (x, digits = 0) => new Intl.NumberFormat(state.language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(x);
const short = x => new Intl.NumberFormat(state.language, { maximumSignificantDigits: 4 }).format(x);
/// Nearly all and hardly any are neither all nor none.
const percent = x => (Number.isFinite(x) ? `${number(100 * x, (x > 0 && x < 0.01) || (x > 0.99 && x < 1) ? 1 : 0)} %` : '–');
/// k€ as people say it; `scale`, the largest beside it, decides the unit.
function money(x, scale = x, digits = 2) {
  if (Math.abs(x) < 0.01) x = 0;
  if (Math.abs(scale) >= 1000) return `${number(Math.round(x / 1000 * 10 ** digits) / 10 ** digits || 0, digits)} M€`;
  return `${number(x || 0, x && Math.abs(scale) < 10 ? 1 : 0)} k€`;
}
function monthName(month, style = 'short') {
  const [year, first] = preset.start;
  const date = new Date(year, first - 1 + month, 1);
  return new Intl.DateTimeFormat(state.language, { month: style, year: 'numeric' }).format(date);
}
const yearOf = month => preset.start[0] + Math.floor((preset.start[1] - 1 + month) / 12);

function say(text) {
  byId('live').textContent = text;
}

// ---- the address --------------------------------------------------------------------------------

function address() {
  const parts = new URLSearchParams({ s: state.preset, lang: state.language, view: state.view, world: state.world, seed: state.seed, luck: state.luck, month: Math.floor(state.month) });
  for (const [name, value] of Object.entries(state.values)) parts.set(name, value);
  if (preset.tables.length > 1) parts.set('table', state.table);
  if (hands()) parts.set('votes', state.votes.map(q => q.join('.')).join('-'));
  if (state.closed) parts.set('closed', 1);
  if (isFormer()) parts.set('for', Object.entries(state.voted).map(([name, value]) => `${name}:${value}`).join(';'));
  return `#${parts}`;
}
let written = '';
/// Whether an address leads to the workbench; the others are of the stage.
const ofWorkbench = hash => ['s', 'view', 'votes', 'luck', 'world'].some(name => new URLSearchParams(hash.replace(/^#/, '')).has(name));
function writeAddress() {
  if (playing) return;
  written = address();
  try {
    history.replaceState(null, '', written);
  } catch {
    location.hash = written;
  }
}

/// What an address says, laid on the state. What it leaves out is as at the start of its scenario,
/// but for what the room has done already: its hands and the luck it watched stay.
function readAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const before = { preset: state.preset, seed: state.seed, luck: state.luck, seen: state.seen, values: state.values };
  const whole = (name, low, high, fallback) => {
    const value = Number(parts.get(name) ?? NaN);
    return Number.isInteger(value) && value >= low && value <= high ? value : fallback;
  };
  const oneOf = (name, all, fallback) => (all.includes(parts.get(name)) ? parts.get(name) : fallback);
  state.language = oneOf('lang', Object.keys(WORDS), state.language);
  choosePreset(oneOf('s', DATA.presets.map(p => p.id), state.preset));
  state.view = oneOf('view', ['watch', 'predict', 'lesson'], 'watch');
  state.world = oneOf('world', tableArms(), 'together');
  const again = before.preset === state.preset;
  state.seed = whole('seed', 0, Number.MAX_SAFE_INTEGER, again ? before.seed : preset.seed);
  state.table = whole('table', 0, preset.tables.length - 1, 0);
  state.luck = whole('luck', 0, 1e6, again ? before.luck : 0);
  for (const [name, text] of parts)
    if (text.trim() !== '' && Number.isFinite(Number(text)) && (preset.values[name] || datedOf(name))) takeValue(name, Number(text));
  mendValues();
  readVotes(parts);
  // Before the prediction is closed an address shows no more than was played here.
  const played = again && before.seed === state.seed && before.luck === state.luck && textOf(before.values) === textOf(state.values);
  const month = whole('month', 0, preset.months - 1, 0);
  state.seen = played ? before.seen : 0;
  state.month = state.closed ? month : Math.min(month, state.seen);
}
function readVotes(parts) {
  if (parts.has('votes')) {
    const votes = parts.get('votes').split('-').map(q => q.split('.').map(n => Math.max(0, Math.min(MOST_HANDS, parseInt(n, 10) || 0))));
    state.votes = questions().map((question, q) => question.answers.map((_, a) => votes[q]?.[a] ?? 0));
    state.closed = parts.get('closed') === '1' && hands() > 0;
    state.voted = !parts.has('for') ? { ...state.values } : Object.fromEntries(parts.get('for').split(';').map(text => text.split(':'))
      .filter(([name, value]) => preset.values[datedOf(name)?.lever ?? name] && Number.isFinite(Number(value))).map(([name, value]) => [name, Number(value)]));
  }
  const asks = parts.get('ask') === '1', given = parts.has('votes');
  if (isFormer() ? asks || !given && ballots.has(ballotOf(state.values)) : !given) findBallot();
}

// ---- the prediction -----------------------------------------------------------------------------

const MOST_HANDS = 999;
const hands = () => state.votes.flat().reduce((sum, n) => sum + n, 0);
const textOf = values => JSON.stringify(Object.entries(values).sort());
/// Whether the hands were counted for another setting than the one that is shown.
const isFormer = () => state.closed && textOf(state.voted) !== textOf(state.values);
const ballotOf = values => `${state.preset} ${textOf(values)}`;
function keepBallot() {
  const { preset, votes, closed, voted } = state;
  if (votes.length) ballots.set(closed ? ballotOf(voted) : preset, { votes, closed, voted });
}
/// The vote that was closed for the setting that is shown, or else the one that is open.
function findBallot() {
  predictAnew();
  Object.assign(state, ballots.get(ballotOf(state.values)));
}
function predictAnew() {
  say('');  // what was read out is the answer of before
  const none = { votes: questions().map(question => question.answers.map(() => 0)), closed: false, voted: {} };
  Object.assign(state, ballots.get(state.preset) ?? none);
}

function choosePreset(id) {
  const former = state.votes.length ? state.preset : '';
  if (id !== former) {
    kept = null;
    still.names.clear();
    places.idle.clear();
  }
  keepBallot();
  state.preset = id;
  preset = presetOf(id);
  state.values = {};
  state.seed = preset.seed;
  state.luck = 0;
  state.table = 0;
  state.month = 0;
  state.seen = 0;
  if (id !== former) findBallot();
  openStory = null;
}

/// The named setting of the scenario that the levers stand at; '' for none.
function variantNow() {
  return preset.variants.findIndex(variant => textOf(variant.values) === textOf(state.values));
}
function pointName(n) {
  const { name, values } = preset.variants[n];
  return name ? named(name) : preset.factors.map(factor => valueText(factor, values[factor] ?? preset.values[factor].value)).join(', ');
}
function showVariants() {
  byId('variant-field').hidden = preset.variants.length === 0;
  const now = variantNow();
  byId('variant').replaceChildren(new Option(t('variant_none'), -1), ...preset.variants.map((_, n) => new Option(pointName(n), n)));
  byId('variant').value = now;
}

function setValue(name, value) {
  if (preset.values[name].fixed) return;
  const set = admissible(rowOf(preset, name), value);
  if (set === preset.values[name].value) delete state.values[name];
  else state.values[name] = set;
}
const valueOf = name => state.values[name] ?? preset.values[name].value;
/// Takes a value that an address states: of a lever, or of one that changes on the way.
function takeValue(name, value) {
  const dated = datedOf(name);
  if (!dated) setValue(name, value);
  else if (canChange(dated.lever) && dated.from >= 1 && dated.from < preset.months && (dated.until === null || dated.until >= dated.from && dated.until < preset.months))
    state.values[name] = admissible(rowOf(preset, dated.lever), value);
}
/// Whether a lever can change on the way, and this scenario leaves a choice.
const canChange = lever => Boolean(rowOf(preset, lever)?.changes && preset.values[lever] && !whyFixed(lever));

/// Why a lever cannot be moved here, as the end of a key of a text; nothing if it can.
function whyFixed(name) {
  if (name === 'levers.funder_role' && preset.values['table.funder'] && valueOf('table.funder') === 0) return 'no_name';
  return preset.values[name].fixed;
}
/// A funder who is nobody sits at no table.
function mendValues() {
  for (const name of Object.keys(state.values)) if (datedOf(name) && !canChange(datedOf(name).lever)) delete state.values[name];
  if (whyFixed('levers.funder_role') === 'no_name') delete state.values['levers.funder_role'];
}

// ---- tables -------------------------------------------------------------------------------------

const tableNow = () => preset.tables[state.table];
const tableName = (table = tableNow()) => named(table.name);
const hasTeams = () => (preset.values['levers.team_months'] ? valueOf('levers.team_months') > 0 : false);
/// Tables among which the members of one regroup, itself included.
const teamsOf = table => (hasTeams() ? preset.tables.filter(other => other.pool === table.pool) : [table]);
/// Members at the start; those of temporary teams sit at one of them.
const membersOf = () => preset.tables.reduce((sum, table, n) => sum + (!hasTeams() ? table.founders : table.pool === n ? table.seats : 0), 0);
const goalsNow = () => Array.from({ length: tableNow().goals }, (_, k) => tableNow().goal + k);
const organisationAt = seat => preset.seats[tableNow().seat + seat];

/// Whether an event is of the table shown, of its goals, or of one of its members at home.
function concerns(event) {
  const { seat, seats, goal, goals } = tableNow();
  if (event.kind === 'goal_reached') return event.value > goal && event.value <= goal + goals;
  if (event.table >= 0) return event.table === state.table;
  return event.organisation < 0 || preset.seats.slice(seat, seat + seats).includes(event.organisation);
}

function showTables() {
  byId('table').replaceChildren(...preset.tables.map((table, n) => new Option(tableName(table), n)));
  byId('table').value = state.table;
}
function chooseTable(table) {
  state.table = table;
  storyArm = null;
  openStory = null;
  writeAddress();
  showRuns();
}

// ---- running ------------------------------------------------------------------------------------

async function tellRuns() {
  const mine = generation, { luck, seed } = state;
  const results = await Promise.all(preset.arms.map((_, arm) => workers.run(setting, { job: 'tell', arm: armNumber(preset, arm), seed, replicate: luck }, true)));
  if (mine !== generation || luck !== state.luck || results.includes(null)) return;
  runs = results.map(result => toldRun(preset, result));
  timing.told = performance.now() - timing.began;
  showRuns();
}

async function runBatch() {
  const mine = generation, own = new Batch(preset, preset.replicates), seed = state.seed;
  batch = own;
  const jobs = [];
  let done = 0;
  for (let first = 0; first < preset.replicates; first += workers.lanes)
    for (let arm = 0; arm < preset.arms.length; ++arm)
      jobs.push(workers.run(setting, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first }).then(result => {
        if (mine !== generation || !result) return;
        own.add(arm, first, workers.lanes, result);
        showWork(++done / jobs.length);
        soonShowBatch();
      }));
  await Promise.all(jobs);
  if (mine !== generation) return;
  timing.all = performance.now() - timing.began;
  showBatch();
  afterBatch().catch(trouble);
}
/// While nothing else is asked of the workers: the sets, and which levers act; first what is shown.
async function afterBatch() {
  const mine = generation;
  for (const task of state.closed ? [runSets, findStill] : [findStill, runSets])
    if (mine === generation) await task();
}

/// How much of the runs is done; nothing is shown once all are.
function showWork(share) {
  const bar = byId('work');
  bar.hidden = share >= 1;
  bar.setAttribute('aria-valuenow', Math.floor(100 * share));
  bar.firstElementChild.style.width = `${100 * share}%`;
}

/// Tables that are drawn are others with another seed: who sits where is asked of the engine.
async function seatAnew() {
  const mine = generation, { seed } = state;
  if ((preset.seated ?? preset.seed) === seed) return;
  const { goals, organisations, kinds, tables, seats } = await workers.make('describe', settingOf(preset, {}, seed));
  if (mine !== generation) return;
  preset = { ...preset, goals, organisations, kinds, tables, seats, seated: seed };
  state.table = Math.min(state.table, tables.length - 1);
  clearRuns();
  speak();
}

/// The setting has changed: everything is run anew.
async function renew() {
  const mine = ++generation;
  byId('trouble').textContent = '';
  workers.forget();
  still.done = false;
  sets = null;
  showSets();
  setting = settingOf(preset, state.values, state.seed, FOLLOWED.map(name => DATA.outcomes.indexOf(name)));
  timing.began = performance.now();
  timing.told = timing.bands = timing.all = timing.sets = null;
  byId('page').setAttribute('aria-busy', 'true');
  showWork(0);
  try {
    await seatAnew();
    if (mine !== generation) return;
    await Promise.all([tellRuns(), runBatch()]);
  } catch (error) {
    trouble(error);
  }
  byId('page').removeAttribute('aria-busy');
}
let renewing = 0;
function soonRenew() {
  clearTimeout(renewing);
  renewing = setTimeout(renew, 60);
}
function trouble(error) {
  byId('trouble').textContent = t('failed', { why: error.message });
}

// ---- levers -------------------------------------------------------------------------------------

const nice = x => {
  const power = 10 ** Math.floor(Math.log10(x));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(step => step * power >= x * (1 - 1e-9)) * power;
};
/// What a slider spans: the admissible range or, where that is far wider than what one meets, what
/// fits the scenario: the months of its run, the work of its goals, four times what is usual.
function explored(row) {
  const value = preset.values[row.name].value;
  const high = Math.max(value, Math.min(row.high, highest(row, Math.max(Math.abs(row.usual), Math.abs(value)))));
  const step = row.whole ? 1 : stepTo(value, high / 100);
  return { low: row.low < step && row.low > 0 ? 0 : row.low, high, step };
}
function highest(row, usual) {
  const at = name => preset.values[name].value;
  if (row.unit === 'months') return preset.months;
  if (row.name === 'levers.lead_gift') return nice(at('goals.work') * Math.max(...preset.tables.map(table => table.goals)));
  if (row.name === 'levers.threshold') return nice(4 * at('levers.match_cap'));
  if (row.name === 'levers.match') return 2;
  const modest = row.high - row.low <= 3 && (usual === 0 || usual >= 0.05 * row.high);
  return modest || usual === 0 || row.whole && row.high <= 12 ? row.high : nice(4 * usual);
}
/// The round step next to `least` that reaches a value: 1, 2 or 5 times a power of ten.
function stepTo(value, least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const ladder = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map(part => Number((part * power).toPrecision(1)));
  const reaches = step => Math.abs(value / step - Math.round(value / step)) < 1e-9;
  const fitting = ladder.filter(step => step < 2.5 * least);
  return fitting.find(reaches) ?? fitting.at(-1);
}

// ---- levers that act ----------------------------------------------------------------------------

/// Levers that change nothing at present, found by running the world with them: the hashes of all
/// runs tried are those of the runs shown. `done` once all were tried in the setting that is shown.
/// `first` are those that move most in the scenario `ranked`, each moved alone.
const still = { names: new Set(), done: false, first: [], ranked: '' };
const TRIED_BLOCKS = 2;  // of replicates, in each arm

/// Values a lever is tried at: both ends of what can be set here and the middle, or other choices.
function triedAt(row) {
  const { low, high } = row.choices.length ? { low: 0, high: row.choices.length - 1 } : explored(row);
  const middle = row.whole || row.choices.length ? Math.round((low + high) / 2) : (low + high) / 2;
  return [...new Set([high, low, middle].map(value => admissible(row, value)))].filter(value => value !== valueOf(row.name));
}
/// Whether a lever changes anything, and by how much at most it moves the mean lead of together over
/// alone. The latter is asked for once a scenario; later the first change that is found is enough.
async function trial(row, mine, ranks) {
  const duel = DUEL.map(armOf), arms = [...duel, ...preset.arms.keys()].filter((arm, n, all) => all.indexOf(arm) === n), { seed } = state, shown = batch, { lanes } = workers;
  const net = DATA.outcomes.indexOf('net_value'), enough = membersOf() > 16 ? 1 : TRIED_BLOCKS;
  let acts = false, reach = 0;
  for (const value of triedAt(row)) {
    const setting = settingOf(preset, { ...state.values, [row.name]: value }, seed), leads = [];
    for (let block = 0; block < TRIED_BLOCKS; ++block)
      for (const arm of arms) {
        if (acts && (!duel.includes(arm) || block >= enough)) continue;
        const first = block * lanes, result = await workers.run(setting, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first });
        if (mine !== generation || !result) return null;
        acts ||= result.hashes.some((hash, lane) => hash !== shown.arms[arm].hashes[first + lane]);
        if (acts && !ranks) return { acts, reach };
        const sign = [1, -1][duel.indexOf(arm)] ?? 0;
        for (let lane = 0; lane < lanes; ++lane) leads[first + lane] = (leads[first + lane] ?? 0) + sign * (result.numbers[net * lanes + lane] - shown.arms[arm].end[first + lane][net]);
      }
    reach = Math.max(reach, Math.abs(leads.reduce((sum, x) => sum + x, 0) / leads.length));
  }
  return { acts, reach };
}
/// Once the runs are done: which levers act? Those that did not before come first.
async function findStill() {
  const mine = generation, ranks = still.ranked !== preset.id, reaches = new Map();
  const rows = rowsOf(preset).filter(row => preset.values[row.name] && !whyFixed(row.name));
  rows.sort((a, b) => still.names.has(b.name) - still.names.has(a.name));
  const one = async () => {
    while (rows.length && mine === generation) {
      await sets?.ready;  // workers that change between settings read them anew each time
      if (mine !== generation) return;
      // A value that the scenario does not take is no sign that the lever does nothing.
      const row = rows.shift(), found = await trial(row, mine, ranks).catch(() => ({ acts: true, reach: 0 }));
      if (found === null || mine !== generation) return;
      reaches.set(row.name, found.reach);
      if (found.acts === !still.names.has(row.name)) continue;
      if (found.acts) still.names.delete(row.name);
      else still.names.add(row.name);
      showLevers();
    }
  };
  await Promise.all(Array.from({ length: workers.count }, one));
  if (mine !== generation) return;
  if (ranks) {
    still.ranked = preset.id;
    still.first = [...reaches].filter(([name, reach]) => reach > 0 && canBeDone(name)).sort(([, a], [, b]) => b - a).slice(0, FIRST_LEVERS).map(([name]) => name);
  }
  still.done = true;
  placeLevers();
}
/// Why a lever changes nothing: it waits for another one, or has nothing to act on here.
function whyStill(name) {
  if (name === 'levers.ratings' && !several()) return t('one_team');
  const other = DATA.waits[name];
  const waits = other && preset.values[other] && preset.values[other].fixed === undefined && !(valueOf(other) > 0);
  if (waits) return t('waits_for', { lever: leverName(rowOf(preset, other)) });
  const outside = preset.tables.some(table => table.founders < table.seats);
  return t(name === 'levers.open' && !outside ? 'nobody_outside' : 'still');
}

/// "puller 0, complexity 0.3", or that nothing differs.
function whatDiffers(values = state.values) {
  return Object.entries(values).map(([name, value]) => valueText(name, value)).join(', ') || t('as_scenario');
}
function valueText(name, value) {
  const dated = datedOf(name), row = rowOf(preset, dated?.lever ?? name), said = `${leverName(row)} ${row.choices.length ? choiceName(row.choices[value]) : short(value)}`;
  if (!dated) return said;
  return dated.until === null ? t('changes_from', { what: said, from: monthName(dated.from) }) : t('changes_between', { what: said, from: monthName(dated.from), until: monthName(dated.until) });
}

// ---- watching -----------------------------------------------------------------------------------

const armOf = name => preset.arms.indexOf(name);
const tableArms = () => TABLE_ARMS.filter(arm => preset.arms.includes(arm));
const doingArms = () => preset.arms.filter(arm => arm !== 'nothing');
const worldRun = () => runs[armOf(state.world)];

const LEDGER = [
  { id: 'own', of: ['own_effort'] },
  { id: 'outside', of: ['invested'], less: 'own_effort' },
  { id: 'coordination', of: ['coordination'] },
  { id: 'running', of: ['running_costs'] },
  { id: 'avoided', of: ['avoided_cost'] },
  { id: 'revenue', of: ['extra_revenue'] },
];
const NET = { id: 'net', of: ['net_value'] };
/// What the unsolved part of the goals has cost so far: in no balance, but what doing nothing means.
const BURDEN = { id: 'carried', at: (run, month) => run.carried[month] };
const ledgerAt = (run, row, month) => (row.at ? row.at(run, month) : row.of.reduce((sum, name) => sum + run.of(name, month), 0) - (row.less ? run.of(row.less, month) : 0));
/// One scale for all worlds and months, so that bars compare and only grow.
let ledgerScale = 1, burdenScale = 1;

// With several tables the goals are those of the table shown, and the money is that of all.
const several = () => preset.tables.length > 1;
const netName = () => t(several() ? 'net_all' : 'net');
const goalsName = () => (several() ? t('goals_of', { table: tableName() }) : t('goals'));
const ledgerName = () => t(several() ? 'ledger_all' : 'ledger');

function buildWorlds() {
  const heads = preset.arms.map(arm => `<th scope="col" class="of-${arm}" title="${escaped(words().arms_say[arm])}">${TABLE_ARMS.includes(arm) ? `<button type="button" data-world="${arm}" aria-pressed="false">${escaped(armName(arm))}</button>` : `<b>${escaped(armName(arm))}</b>`}</th>`);
  const row = (id, label, kind) => `<tr class="${kind}" data-row="${id}"><th scope="row" title="${escaped(label)}"><span class="clip">${escaped(label)}</span></th>` +
    preset.arms.map(arm => `<td class="of-${arm}"><div class="bar-cell"><i></i><b></b></div></td>`).join('') + '</tr>';
  const part = label => `<tr class="part"><th colspan="${preset.arms.length + 1}" scope="colgroup">${escaped(label)}</th></tr>`;
  byId('worlds').innerHTML = `<caption class="hidden">${escaped(t('worlds_caption'))}</caption><thead><tr><th scope="col"><h2>${escaped(t('worlds'))}</h2></th>${heads.join('')}</tr></thead><tbody>` +
    row('net', netName(), 'net') + part(goalsName()) + goalsNow().map((goal, k) => row(`goal-${k}`, `${k + 1} ${named(preset.goals[goal])}`, 'goal')).join('') +
    part(ledgerName()) + [...LEDGER, BURDEN].map(line => row(line.id, t(line.id), line.id)).join('') + '</tbody>';
  byId('worlds').style.setProperty('--rows', byId('worlds').querySelectorAll('tr[data-row]').length - 1);
  for (const button of byId('worlds').querySelectorAll('[data-world]')) button.addEventListener('click', () => chooseWorld(button.dataset.world));
  cells = null;
}

let cells = null;
/// Rows as shown: { label, cells: [{ share, text, negative, done }] }.
function worldRows(month) {
  const ledger = lines => lines.map(line => ({
    id: line.id, label: line === NET ? netName() : t(line.id),
    cells: runs.map(run => {
      const value = ledgerAt(run, line, month);
      return { share: Math.min(1, Math.abs(value) / (line === BURDEN ? burdenScale : ledgerScale)), text: money(value), negative: value < 0 };
    }),
  }));
  return [
    ...ledger([NET]),
    ...goalsNow().map((goal, k) => ({
      id: `goal-${k}`, label: `${k + 1} ${named(preset.goals[goal])}`,
      cells: runs.map(run => {
        const progress = run.of('progress', month, goal);
        return { share: progress, text: percent(progress), done: progress >= 1 };
      }),
    })),
    ...ledger([...LEDGER, BURDEN]),
  ];
}
function showWorlds(month) {
  cells ??= new Map([...byId('worlds').querySelectorAll('tr[data-row]')].map(row => [row.dataset.row, [...row.querySelectorAll('.bar-cell')]]));
  for (const { id, cells: values } of worldRows(month))
    values.forEach(({ share, text, negative, done }, arm) => {
      const cell = cells.get(id)[arm];
      cell.firstChild.style.width = `${100 * share}%`;
      cell.lastChild.textContent = text;
      cell.classList.toggle('negative', Boolean(negative));
      cell.classList.toggle('done', Boolean(done));
    });
}

const organisationName = n => named(preset.organisations[n]);

const plainName = name => name.replaceAll('_', ' ');
/// Words of an event; a kind without any is called by its name.
const wordsOf = kind => words().events[kind] ?? { name: plainName(kind), line: `${plainName(kind)} {organisation}`, why: '{value}' };

function lineOf(event) {
  const { line, line_of_all, line_of_table } = wordsOf(event.kind);
  const told = event.organisation >= 0 ? line : (event.table >= 0 ? line_of_table : line_of_all) ?? line;
  return told.replace(/\{(\w+)\}/g, (_, what) => ({
    value: number(event.kind === 'goal_reached' ? event.value - tableNow().goal : event.value),
    beacon: words().beacons[event.value - 1] ?? '',
    goal: event.kind === 'goal_reached' ? named(preset.goals[event.value - 1] ?? '') : '',
    organisation: event.organisation >= 0 ? organisationName(event.organisation) : '',
    reason: reasonName(event.reason),
  })[what]);
}
const whyOf = event => wordsOf(event.kind).why.replace(/\{(\w+)\}/g, (_, what) => ({ percent: percent(event.value), value: number(event.value), money: money(event.value) })[what]);

function buildWalk() {
  walk = new Walk(byId('walk'), preset, tableNow(), teamsOf(tableNow()), worldRun(), organisationName, {
    low: t('walk_low'), middle: t('walk_middle'), high: t('walk_high'), axis: t('walk_axis'), arrows: t('walk_arrows'), links: t('links'), fewLinks: t('links_few'),
    title: t(several() ? 'walk_of_table' : 'walk_of', { world: armName(state.world), table: tableName() }),
    waits: t('waits'), elsewhere: t('elsewhere'), pulls: t('pulls'),
    kind: named, here: (n, all) => (n === all ? number(n) : t('walk_here', { n, all })),
    left: event => t('left', { month: monthName(event.month), reason: reasonName(event.reason) }),
    ended: event => t('walk_ended', { month: monthName(event.month), reason: reasonName(event.reason) }),
  });
  walk.partners.forEach((partner, seat) => {
    partner.addEventListener('pointerenter', () => showCard(seat, partner));
    partner.addEventListener('focus', () => showCard(seat, partner));
    partner.addEventListener('pointerleave', soonHideCard);
    partner.addEventListener('blur', soonHideCard);
    partner.addEventListener('keydown', stepAlong);
  });
}
/// Arrows go from partner to partner: with many of them only one is a stop of the tabulator.
function stepAlong(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const seat = walk.next(Number(event.currentTarget.dataset.seat), step);
  if (walk.crowded) walk.partners.forEach((partner, n) => partner.setAttribute('tabindex', n === seat ? 0 : -1));
  walk.partners[seat].focus();
}

/// What a partner sees, may and wants: lines for the card and for who listens.
function portrait(seat) {
  const month = Math.floor(state.month), run = worldRun(), organisation = organisationAt(seat);
  const table = tableNow(), at = table.seat + seat;
  const of = (name, entry) => run.of(name, month, entry);
  const pair = (name, i, j) => of(name, table.pair + i * table.seats + j);
  const others = Array.from({ length: table.seats }, (_, j) => j).filter(j => j !== seat && walk.sits(j, month));
  const mean = of => (others.length ? others.reduce((sum, j) => sum + of(j), 0) / others.length : NaN);
  const decision = run.decisions.filter(d => d.seat === at && d.month <= month).pop();
  const aims = run.seats[at].aspirations;
  const first = aims.indexOf(Math.max(...aims));
  const block = decision ? DATA.reasons[decision.block] : 'none';
  return {
    title: `${organisationName(organisation)} – ${monthName(month)}`,
    sees: [
      t('trust_in_others', { x: percent(mean(j => pair('trust', seat, j))) }),
      t('trusted', { x: percent(mean(j => pair('trust', j, seat))) }),
      t('knows', { x: percent(mean(j => pair('knowledge', seat, j))) }),
      t('mission_fits', { x: percent(of('alignment', at)) }),
    ],
    may: [
      t('mandate', { x: percent(run.seats[at].mandate) }),
      t('home_knows', { x: percent(of('anchoring', at)) }),
      t('white_space', { x: `${number(100 * of('white_space', organisation), 1)} %` }),
      t('budget', { x: money(of('open_budget', organisation)) }),
      block === 'none' ? t('unblocked') : t('blocked', { reason: reasonName(block) }),
    ],
    wants: [
      t('ownership', { x: percent(of('ownership', at)) }),
      t('motivation', { x: percent(of('motivation', at)) }),
      t('satisfied', { x: percent(of('satisfaction', at)) }),
      ...(decision ? [`${t('worth', { x: `${number(decision.valueTogether, 2)} €` })}${decision.aloneOpen ? ` ${t('worth_alone', { x: `${number(decision.valueAlone, 2)} €` })}` : ''}`] : []),
      t('pledges', { x: money(of('effort', at)) }),
      t('first_aim', { goal: `${first + 1} ${named(preset.goals[table.goal + first])}` }),
    ],
  };
}

function describePartners() {
  if (!walk) return;
  const month = Math.floor(state.month);
  walk.partners.forEach((partner, seat) => {
    const gone = walk.absence(seat, month);
    partner.setAttribute('aria-label', `${organisationName(organisationAt(seat))}: ${gone || percent(walk.commitment(seat, month))}`);
  });
}

let carded = -1, hiding = 0;
function showCard(seat, partner) {
  clearTimeout(hiding);
  const { title, sees, may, wants } = portrait(seat);
  const list = lines => `<ul>${lines.map(line => `<li>${escaped(line)}</li>`).join('')}</ul>`;
  const card = byId('card');
  card.innerHTML = `<h3>${escaped(title)}</h3><div>${[['sees', sees], ['may', may], ['wants', wants]].map(([key, lines]) => `<section><h4>${escaped(t(key))}</h4>${list(lines)}</section>`).join('')}</div>`;
  card.hidden = false;
  const place = partner.getBoundingClientRect(), size = card.getBoundingClientRect();
  const below = place.bottom + 6 + size.height < innerHeight;
  card.style.left = `${Math.max(8, Math.min(innerWidth - size.width - 8, place.left - size.width / 2))}px`;
  card.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - size.height - 6)}px`;
  partner.setAttribute('aria-describedby', 'card');
  carded = seat;
  walk.hold(seat, state.month);
}
/// The card stays while the pointer is on it, and while its partner has the focus.
function soonHideCard() {
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    if (document.activeElement !== walk.partners[carded] && !byId('card').matches(':hover')) hideCard();
  }, 180);
}
function hideCard() {
  clearTimeout(hiding);
  if (carded < 0) return;
  carded = -1;
  byId('card').hidden = true;
  walk?.hold(-1, state.month);
}

function buildTimeline() {
  const box = byId('timeline'), width = Math.max(300, box.clientWidth);
  const left = innerWidth < 1000 ? 8 : 118;
  timeline = timelinePicture(preset, runs, {
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
    if (mark) tellEvent(Number(mark.dataset.arm), Number(mark.dataset.event));
    else {
      const place = box.firstChild.getBoundingClientRect(), first = timeline.x(0);
      const at = (event.clientX - place.left - first) / (timeline.x(preset.months - 1) - first);
      goTo(at * (preset.months - 1));
    }
  });
  showMarks();
}
/// Marks of what has happened. What is to come stands nowhere before the prediction is closed.
function showMarks() {
  const until = state.closed ? preset.months : Math.floor(state.month);
  const count = timeline.marks.filter(mark => mark.month <= until).length;
  const box = byId('timeline').querySelector('.marks');
  while (box.childElementCount > count) box.lastElementChild.remove();
  box.insertAdjacentHTML('beforeend', timeline.marks.slice(box.childElementCount, count).map(mark => mark.svg).join(''));
}

/// The story of an event, in the list; of a world without tables as well.
function tellEvent(arm, n) {
  const name = preset.arms[arm], event = runs[arm].events[n];
  if (TABLE_ARMS.includes(name) && name !== state.world) chooseWorld(name);
  stop();
  storyArm = TABLE_ARMS.includes(name) ? null : arm;
  openStory = { arm, n };
  goTo(event.month);
  showStory(Math.floor(state.month));  // the month may be the one that is shown
  byId('story').querySelector('.open button')?.focus();
  byId('story').querySelector('.open')?.scrollIntoView({ block: 'nearest' });
}

/// What happens at every board is told by the partner it happens to.
const QUIET = ['refusal', 'sanction', 'complies'];
let storyArm = null;  // a world without tables whose story was asked for
const storyOf = () => storyArm ?? armOf(state.world);
function showStory(month) {
  const arm = storyOf(), run = runs[arm];
  byId('story-title').textContent = t(several() ? 'story_of_table' : 'story_of', { world: armName(preset.arms[arm]), table: tableName() });
  const shown = [];
  run.events.forEach((event, n) => { if (event.month <= month && !QUIET.includes(event.kind) && concerns(event)) shown.push(n); });
  shown.reverse();
  const list = byId('story');
  const key = `${arm} ${state.table} ${shown.length} ${openStory?.n} ${state.language}`;
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...(shown.length ? shown.slice(0, 60).map(n => {
    const event = run.events[n], open = openStory && openStory.arm === arm && openStory.n === n;
    const item = el(`<li class="${open ? 'open' : ''}"><button type="button" aria-expanded="${open ? 'true' : 'false'}"><time>${escaped(monthName(event.month))}</time>${markIcon(event.kind)}<span>${escaped(lineOf(event))}</span></button>${open ? `<p class="why">${escaped(whyOf(event))}</p>` : ''}</li>`);
    item.firstChild.addEventListener('click', () => {
      openStory = open ? null : { arm, n };
      showStory(Math.floor(state.month));
      list.querySelectorAll('li')[shown.indexOf(n)].firstChild.focus();
    });
    return item;
  }) : [el(`<li class="note">${escaped(t('story_none'))}</li>`)]));
}

function chooseWorld(world) {
  state.world = world;
  storyArm = null;
  openStory = null;
  writeAddress();
  showRuns();
  showBatch();
}

function showWorldChoice() {
  for (const button of document.querySelectorAll('[data-world]')) button.setAttribute('aria-pressed', String(button.dataset.world === state.world));
  byId('walk-title').textContent = t('walk');
}

/// Another scenario: what was shown was of the one before.
function clearRuns() {
  runs = batch = sets = walk = timeline = null;
  hideCard();
  for (const id of ['walk', 'worlds', 'story', 'timeline', 'fan', 'answer', 'sets', 'date']) byId(id).replaceChildren();
  byId('walk').textContent = t('working');
}

/// A new run, or the same in other words.
function showRuns() {
  if (!runs) return;
  told = -1;
  burdenScale = Math.max(1, ...runs.map(run => run.carried.at(-1)));
  ledgerScale = Math.max(1, ...runs.flatMap(run => [NET, ...LEDGER].map(line => Math.abs(ledgerAt(run, line, preset.months - 1)))));
  hideCard();
  buildWorlds();
  buildWalk();
  buildTimeline();
  showWorldChoice();
  byId('scrubber').max = preset.months - 1;
  byId('hashes').textContent = runs.map((run, arm) => `${preset.arms[arm]} ${run.hash.toString(16).padStart(16, '0')}`).join('   ');
  showMonth();
  if (batch) showBatch();
}

function showMonth() {
  if (!runs) return;
  const month = Math.floor(state.month);
  if (state.view === 'watch') walk.show(state.month);
  if (timeline) {
    const now = byId('timeline').querySelector('.now');
    now.setAttribute('x1', timeline.x(state.month));
    now.setAttribute('x2', timeline.x(state.month));
  }
  if (month === told) return;
  state.seen = Math.max(state.seen, month);
  if (timeline) showMarks();
  if (playing && told >= 0) announce(told, month);
  told = month;
  showWorlds(month);
  showStory(month);
  describePartners();
  if (carded >= 0) showCard(carded, walk.partners[carded]);
  byId('date').textContent = monthName(month, 'long');
  const scrubber = byId('scrubber');
  scrubber.value = month;
  scrubber.setAttribute('aria-valuetext', summary(month));
}

function summary(month) {
  return `${monthName(month, 'long')}. ` + runs.map((run, arm) => `${armName(preset.arms[arm])}: ${money(run.of('net_value', month))}, ${t('goals').toLowerCase()} ${number(run.of('goals_reached', month))}/${preset.goals.length}`).join('; ');
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
  if (!playing) return;
  const step = before === null ? 0 : (now - before) / 1000 * Number(state.speed);
  before = now;
  const end = preset.months - 1;
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
  if (!runs) return;
  if (state.month >= preset.months - 1) state.month = 0;
  playing = true;
  before = null;
  showPlay();
  requestAnimationFrame(frame);
}
function stop() {
  if (!playing) return;
  playing = false;
  state.month = Math.floor(state.month);
  showPlay();
  showMonth();
  writeAddress();
  say(summary(state.month));
}
function showPlay() {
  byId('play').textContent = playing ? `❚❚ ${t('pause')}` : `▶ ${t('play')}`;
}
/// Before the prediction is closed one goes back, and no further than was played.
function goTo(month) {
  const wanted = Math.max(0, Math.min(preset.months - 1, Math.round(month)));
  state.month = state.closed ? wanted : Math.min(wanted, state.seen);
  byId('scrubber').value = state.month;
  byId('ahead').hidden = state.month === wanted;
  if (state.month !== wanted) say(t('no_skipping'));
  showMonth();
  writeAddress();
}

// ---- predicting ---------------------------------------------------------------------------------

/// Questions a room can vote on, and which answer a replicate gives.
function questions() {
  const goals = preset.goals.length, many = membersOf() > 16;
  const ofPoints = asksPoints() ? [{ id: 'q_point', answers: preset.variants.map((_, n) => () => pointName(n)), ofPoints: true }] : [];
  return [
    ...ofPoints,
    {
      id: 'q_best', answers: preset.arms.map(arm => () => armName(arm)),
      of: outcome => {
        const values = preset.arms.map((_, arm) => outcome(arm, 'net_value'));
        return values.indexOf(Math.max(...values));
      },
    },
    {
      id: 'q_goals', answers: [() => t('a_none'), () => t('a_few'), () => t('a_most'), () => t('a_all', { n: goals })],
      of: outcome => {
        const reached = outcome(armOf('together'), 'goals_reached');
        return reached === 0 ? 0 : reached === goals ? 3 : reached < goals / 2 ? 1 : 2;
      },
    },
    {
      id: 'q_leave', answers: many ? [() => t('a_tenth'), () => t('a_quarter'), () => t('a_more')] : [() => t('a_nobody'), () => t('a_some'), () => t('a_many')],
      of: outcome => {
        const sat = membersOf() + outcome(armOf('together'), 'joined'), gone = sat - outcome(armOf('together'), 'members'), share = gone / sat;
        if (many) return share < 0.1 ? 0 : share < 0.25 ? 1 : 2;
        return gone <= 0 ? 0 : gone <= 2 ? 1 : 2;
      },
    },
  ];
}
/// Many a scenario asks about the points of its design: those a room can vote on.
const MOST_ANSWERS = 12;
const asksPoints = () => preset.variants.length > 1 && preset.variants.length <= MOST_ANSWERS;
const questionText = question => t(question.id, { world: armName('together') });

function buildVotes() {
  const box = byId('votes');
  box.innerHTML = `<div class="box-head"><h2>${escaped(t('vote_first'))}</h2></div><p class="note" id="vote-note"></p>` +
    questions().map((question, q) => `<div class="question" role="group" aria-label="${escaped(questionText(question))}"><h3>${q + 1}. ${escaped(questionText(question))}</h3>` +
      (state.closed ? `<div class="results" data-question="${q}"></div>` : question.answers.map((answer, a) => {
        const text = answer();
        return `<div class="option"><span>${escaped(text)}</span><span class="hands">` +
          `<button type="button" data-vote="${q} ${a} -1" aria-label="${escaped(t('fewer_hands', { answer: text }))}">−</button>` +
          `<input type="number" inputmode="numeric" min="0" max="999" data-hands="${q} ${a}" aria-label="${escaped(t('votes_for', { answer: text }))}" value="${state.votes[q][a]}">` +
          `<button type="button" data-vote="${q} ${a} 1" aria-label="${escaped(t('more_hands', { answer: text }))}">+</button></span></div>`;
      }).join('')) + '</div>').join('') +
    `<div class="row"><button type="button" id="close-vote" class="${state.closed ? '' : 'primary'}">${escaped(state.closed ? t('reopen') : t('close_vote', { n: preset.replicates }))}</button></div>`;
  const count = (q, a, hands) => {
    state.votes[q][a] = Math.max(0, Math.min(MOST_HANDS, Math.round(hands) || 0));
    showVoteNote();
    writeAddress();
  };
  for (const field of box.querySelectorAll('[data-hands]')) {
    const [q, a] = field.dataset.hands.split(' ').map(Number);
    field.addEventListener('input', () => count(q, a, Number(field.value)));
    field.addEventListener('focus', () => field.select());
    field.addEventListener('change', () => { field.value = state.votes[q][a]; });
  }
  for (const button of box.querySelectorAll('[data-vote]'))
    button.addEventListener('click', () => {
      const [q, a, step] = button.dataset.vote.split(' ').map(Number);
      count(q, a, state.votes[q][a] + step);
      button.parentNode.querySelector('input').value = state.votes[q][a];
    });
  byId('close-vote').addEventListener('click', () => {
    if (state.closed) {
      keepBallot();
      predictAnew();
    } else {
      ballots.delete(state.preset);
      state.closed = true;
      state.voted = { ...state.values };
    }
    buildVotes();
    showBatch();
    (state.closed ? byId('close-vote') : box.querySelector('[data-vote]')).focus();
    writeAddress();
  });
  showVoteNote();
}
/// Nobody closes a vote without a hand, and hands are of the setting they were counted for.
function showVoteNote() {
  byId('close-vote').disabled = !state.closed && hands() === 0;
  const note = byId('vote-note');
  note.textContent = !state.closed ? t('vote_help') : isFormer() ? t('votes_former', { what: whatDiffers(state.voted) }) : '';
  note.classList.toggle('former', isFormer());
  byId('votes').classList.toggle('former', isFormer());
}

function showResults() {
  const complete = batch.complete;
  questions().forEach((question, q) => {
    const box = document.querySelector(`.results[data-question="${q}"]`);
    if (!box) return;
    const counts = question.ofPoints ? bestPoints() : question.answers.map(() => 0);
    if (!question.ofPoints)
      for (const replicate of complete)
        ++counts[question.of((arm, name) => batch.arms[arm].end[replicate][ENDS.indexOf(name)])];
    const of = counts.reduce((sum, n) => sum + n, 0);
    const own = runs && !question.ofPoints ? question.of((arm, name) => (name === 'joined' ? runs[arm].events.filter(event => event.kind === 'joins').length : runs[arm].of(name, preset.months - 1))) : -1;
    const counted = state.votes[q].reduce((sum, n) => sum + n, 0);
    box.innerHTML = question.answers.map((answer, a) => {
      const room = counted ? state.votes[q][a] / counted : 0, model = of ? counts[a] / of : 0;
      return `<div class="result"><span>${escaped(answer())}${a === own ? ` <span class="this">◄ ${escaped(t('this_luck'))}</span>` : ''}</span><div class="pair">` +
        `<div class="of-room"><i style="width:${100 * room}%"></i><b>${escaped(t(isFormer() && !question.ofPoints ? 'room_then' : 'room'))}: ${counted ? percent(room) : escaped(t('room_none'))}</b></div>` +
        `<div class="of-model"><i style="width:${100 * model}%"></i><b>${escaped(t('model'))}: ${of ? percent(model) : '…'}</b></div></div></div>`;
    }).join('');
  });
}

/// The worlds that the answer compares.
const DUEL = ['together', 'alone'];
function answerText() {
  const [first, second] = DUEL.map(armOf);
  const a = batch.outcome(first, 'net_value'), b = batch.outcome(second, 'net_value');
  const { mean, n, low, high } = interval(a.map((value, k) => value - b[k]));
  if (!n) return [];
  const ahead = mean >= 0, sign = ahead ? 1 : -1;
  const level = low === undefined || low < 0 && high > 0;
  const share = a.filter((value, k) => (ahead ? value > b[k] : value < b[k])).length / n;
  const names = { first: armName(ahead ? 'together' : 'alone'), second: armName(ahead ? 'alone' : 'together') };
  const scale = Math.max(Math.abs(low ?? mean), Math.abs(high ?? mean));
  const ends = [sign * (low ?? NaN), sign * (high ?? NaN)].sort((x, y) => x - y);
  return [t(level ? 'answer_level' : 'answer', { ...names, x: money(Math.abs(mean), scale) }),
    low === undefined ? '' : t('answer_interval', { low: money(ends[0], scale), high: money(ends[1], scale), n, share: percent(share) }),
    `${t('answer_luck')} ${outsideText(first, second)}`];
}
/// What one of two arms gets of match, start money and lead gift and the other does not.
function outsideText(first, second) {
  const outside = arm => {
    const own = batch.outcome(arm, 'own_effort');
    return interval(batch.outcome(arm, 'invested').map((all, k) => all - own[k])).mean;
  };
  const more = outside(first) - outside(second), names = [first, second].map(arm => armName(preset.arms[arm]));
  if (Math.abs(more) < 0.05) return t('answer_no_outside');
  if (more < 0) names.reverse();
  return t('answer_outside', { first: names[0], second: names[1], x: money(Math.abs(more)) });
}

function showBatch() {
  if (!batch || state.view !== 'predict') return noteTiming();
  showVoteNote();
  const n = batch.complete.length, all = preset.replicates;
  byId('fan-title').textContent = state.closed && n < all ? t('fan_running', { n, all }) : t('fan', { n: all });
  const pin = byId('pin');
  pin.hidden = !state.closed;
  pin.disabled = n < all;
  pin.textContent = kept ? t('unpin') : t('pin');
  if (!state.closed) {
    byId('fan').innerHTML = '';
    byId('choices').hidden = false;
    byId('choices').innerHTML = preset.arms.map(arm => `<li class="of-${arm}"><b>${escaped(armName(arm))}</b>: ${escaped(words().arms_say[arm])}</li>`).join('');
    byId('answer').textContent = `${preset.variants.length > 1 ? `${t('asks_points', { n: preset.variants.length })} ` : ''}${t('hidden')}`;
    byId('fan-note').textContent = '';
    for (const id of ['sets', 'axis-note', 'expected', 'points', 'gains']) byId(id).replaceChildren();
    byId('pinned').textContent = '';
    return noteTiming();
  }
  byId('choices').hidden = true;
  if (n === 0 || !runs) return;
  const name = byId('fan-measure').value || FOLLOWED[0], isMoney = name === 'net_value';
  const arms = preset.arms.map((arm, a) => ({
    name: arm,
    bands: batch.bands(a, name, LEVELS),
    own: Float64Array.from({ length: preset.months }, (_, month) => runs[a].of(name, month)),
    kept: kept ? kept.bands[name][a] : null,
  }));
  const box = byId('fan'), width = Math.max(250, box.clientWidth);
  const reach = axisOf(name, arms, n === all);
  box.innerHTML = fanPicture(preset, arms, reach, {
    arm: armName, median: t('median_end'), title: `${t('fan', { n })}: ${t(isMoney ? 'fan_net' : 'fan_progress')}`,
    value: (x, scale) => (isMoney ? money(x, scale) : percent(x)),
    tick: (x, scale) => (isMoney ? money(x, scale, scale < 3000 ? 1 : 0) : percent(x)),
  }, width, width < 560 ? 340 : Math.max(260, Math.min(460, innerHeight - 340)));
  const [answer, ...small] = answerText();
  byId('answer').innerHTML = escaped(answer) + small.map(line => `<small>${escaped(line)}</small>`).join('');
  byId('fan-note').textContent = t('fan_help');
  byId('axis-note').textContent = reach.grew ? t('axis_grew', { before: axisText(name, reach.before), now: axisText(name, reach) }) : '';
  const mean = batch.outcome(armOf('together'), 'net_value').reduce((sum, x) => sum + x, 0) / n;
  byId('pinned').textContent = kept ? t('pinned', { what: whatDiffers(kept.values), world: armName('together'), before: money(kept.mean), now: money(mean) }) : '';
  byId('expected').innerHTML = `<b>${escaped(t('expected'))}</b> ${escaped(named(preset.expect))}`;
  showResults();
  showGains();
  showPoints();
  showSets();
  if (n === all) comparePoints().then(runSets).catch(trouble);
  noteTiming();
}

// ---- who gains, who loses -----------------------------------------------------------------------

/// Organisations, or where there are many their kinds: { name, members }.
function gainers() {
  const organisations = preset.organisations.map((_, i) => i);
  if (organisations.length <= 16) return organisations.map(i => ({ name: organisationName(i), members: [i] }));
  return [...new Set(preset.kinds)].map(kind => {
    const members = organisations.filter(i => preset.kinds[i] === kind);
    return { name: `${named(kind)} × ${number(members.length)}`, members };
  });
}
/// The own balance of some organisations in each arm, over all lucks: the mean and the share below
/// zero; against working alone with the same luck; and the burden they carry where nothing is done.
function gainsOf(members) {
  const complete = batch.complete, pairs = complete.flatMap(replicate => members.map(i => [replicate, i]));
  const mean = of => pairs.reduce((sum, [replicate, i]) => sum + of(replicate, i), 0) / pairs.length;
  const balance = arm => (replicate, i) => batch.arms[armOf(arm)].balance[replicate][i];
  const gain = (replicate, i) => balance('together')(replicate, i) - balance('alone')(replicate, i);
  return {
    burden: mean((replicate, i) => batch.arms[armOf('nothing')].burden[replicate][i]),
    arms: doingArms().map(arm => ({ arm, mean: mean(balance(arm)), below: mean((replicate, i) => Number(balance(arm)(replicate, i) < 0)) })),
    gain: mean(gain), worse: mean((replicate, i) => Number(gain(replicate, i) < 0)),
  };
}
function showGains() {
  const rows = gainers().map(({ name, members }) => ({ name, ...gainsOf(members) }));
  const scale = Math.max(...rows.map(row => Math.abs(row.gain)), 1), top = Math.max(...rows.flatMap(row => row.arms.map(({ mean }) => Math.abs(mean))));
  const head = (arm, text, small) => `<th scope="col" class="of-${arm}">${escaped(text)}<small>${escaped(small)}</small></th>`;
  const bar = gain => `<i class="${gain < 0 ? 'loss' : ''}" style="width:${50 * Math.abs(gain) / scale}%;${gain < 0 ? 'right' : 'left'}:50%"></i>`;
  byId('gains').innerHTML = `<h3>${escaped(t('gains'))}</h3><p class="note" id="gains-help">${escaped(t('gains_help', { n: batch.complete.length }))}</p><div class="scroll" tabindex="0" role="group" aria-label="${escaped(t('gains'))}"><table aria-describedby="gains-help"><thead><tr><th scope="col">${escaped(t('organisation'))}</th>` +
    head('nothing', armName('nothing'), t('burden_of')) + doingArms().map(arm => head(arm, armName(arm), t('balance_of'))).join('') +
    head('gain', `${armName('together')} − ${armName('alone')}`, t('worse_of')) + '</tr></thead><tbody>' +
    rows.map(({ name, burden, arms, gain, worse }) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(money(burden, burden, 1))}</td>` +
      arms.map(({ mean, below }) => `<td>${escaped(money(mean, top))} <small>${percent(below)}</small></td>`).join('') +
      `<td><div class="bar-cell">${bar(gain)}<b>${gain > 0 ? '+' : ''}${escaped(money(gain, scale))} <small>${percent(worse)}</small></b></div></td></tr>`).join('') +
    '</tbody></table></div>' + `<p class="note">${escaped(t('burden_all', { x: money(runs[armOf('nothing')].carried.at(-1)) }))}</p>`;
}

// ---- the points of a scenario -------------------------------------------------------------------

/// Net value and goals reached together at each point, per luck, by scenario and seed.
const points = new Map();
const pointsKey = () => `${preset.id} ${state.seed}`;
const MOST_POINTS = 30, POINT_LUCKS = 40;
let comparing = Promise.resolve();
function comparePoints() {
  const some = preset.variants.length >= 2 && preset.variants.length <= MOST_POINTS;
  if (some && !points.has(pointsKey())) comparing = runPoints(pointsKey());
  return comparing;
}
async function runPoints(key) {
  const mine = generation;
  const found = preset.variants.map(() => ({ net: [], goals: [] }));
  points.set(key, found);
  const arm = armOf('together'), seed = state.seed, lucks = Math.min(POINT_LUCKS, preset.replicates), lanes = workers.lanes;
  const complete = await Promise.all(preset.variants.map(async ({ values }, n) => {
    const point = settingOf(preset, values, seed);
    for (let first = 0; first < lucks; first += lanes) {
      const result = await workers.run(point, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first });
      if (!result || mine !== generation) return false;
      const at = name => DATA.outcomes.indexOf(name) * lanes;
      for (let lane = 0; lane < lanes; ++lane) {
        found[n].net.push(result.numbers[at('net_value') + lane]);
        found[n].goals.push(result.numbers[at('goals_reached') + lane]);
      }
    }
    return true;
  }));
  if (complete.includes(false)) points.delete(key);  // the levers moved: once more when they rest
  else if (key === pointsKey()) showBatch();
}
const pointsDone = () => {
  const found = points.get(pointsKey());
  return found?.every(({ net }) => net.length >= Math.min(POINT_LUCKS, preset.replicates)) ? found : null;
};
/// In how many lucks each point is worth most.
function bestPoints() {
  const found = pointsDone(), counts = preset.variants.map(() => 0);
  if (found)
    found[0].net.forEach((_, luck) => {
      const values = found.map(({ net }) => net[luck]);
      ++counts[values.indexOf(Math.max(...values))];
    });
  return counts;
}
function showPoints() {
  const found = pointsDone(), box = byId('points');
  if (preset.variants.length < 2) return box.replaceChildren();
  if (!found) {
    box.innerHTML = preset.variants.length > MOST_POINTS ? `<p>${escaped(t('asks_points', { n: preset.variants.length }))}</p>` : `<p>${escaped(t('working'))}</p>`;
    return;
  }
  const mean = values => values.reduce((sum, x) => sum + x, 0) / values.length;
  const rows = found.map(({ net, goals }, n) => ({ ...interval(net.map((x, luck) => x - found[0].net[luck])), n, net: mean(net), goals: mean(goals) }));
  const best = rows.reduce((one, other) => (other.net > one.net ? other : one)), scale = Math.max(...rows.map(row => Math.abs(row.net)), 1);
  box.innerHTML = `<h3>${escaped(t('points', { world: armName('together') }))}</h3><p class="answer">${escaped(t('points_best', { point: pointName(best.n), x: money(best.net, scale) }))}</p>` +
    `<p class="note" id="points-help">${escaped(t('points_help', { n: found[0].net.length, first: pointName(0) }))}</p><div class="scroll" tabindex="0" role="group" aria-label="${escaped(t('variant'))}"><table aria-describedby="points-help"><thead><tr><th scope="col">${escaped(t('variant'))}</th><th scope="col">${escaped(t('points_net'))}</th><th scope="col">${escaped(t('points_goals'))}</th><th scope="col">${escaped(t('points_against', { first: pointName(0) }))}</th></tr></thead><tbody>` +
    rows.map(row => `<tr><th scope="row">${escaped(pointName(row.n))}</th><td class="of-together"><div class="bar-cell ${row.net < 0 ? 'negative' : ''}"><i style="width:${100 * Math.abs(row.net) / scale}%"></i><b>${escaped(money(row.net, scale))}</b></div></td>` +
      `<td>${number(row.goals, 1)}</td><td>${row.n ? `${row.mean > 0 ? '+' : ''}${escaped(money(row.mean, scale))} <small>[${escaped(money(row.low, scale))}; ${escaped(money(row.high, scale))}]</small>` : '–'}</td></tr>`).join('') + '</tbody></table></div>';
}

// ---- the sets of the ensemble -------------------------------------------------------------------

/// The answer under each set of common parameters that fits the evidence, with the same lucks in all:
/// of each set the mean by which the first world of the answer is ahead of the second.
const SET_LUCKS = 32;
function runSets() {
  if (timing.all === null) return null;  // first the runs of the answer
  if (!sets) {
    sets = { all: null, lucks: SET_LUCKS, leads: [], done: false };
    sets.ready = leadsOfSets(sets);
  }
  return sets.ready;
}
async function leadsOfSets(own) {
  const mine = generation, under = setting, { seed } = state, { lanes } = workers;
  const told = await workers.run(under, { job: 'sets' });
  if (mine !== generation || !told) return;
  own.all = told.count;
  const waiting = Array.from({ length: own.all }, (_, set) => set);
  const one = async () => {
    while (waiting.length) {
      const set = waiting.shift(), runs = new Batch(preset, own.lucks);
      for (const arm of DUEL.map(armOf))
        for (let first = 0; first < own.lucks; first += lanes) {
          const result = await workers.run(under, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first, set });
          if (mine !== generation || !result) return;
          runs.add(arm, first, lanes, result);
        }
      const [ours, theirs] = DUEL.map(arm => runs.endsOf(armOf(arm), 'net_value'));
      own.leads[set] = interval(ours.map((value, luck) => value - theirs[luck])).mean;
      showSets();
    }
  };
  await Promise.all(Array.from({ length: workers.count }, one));
  if (mine !== generation) return;
  own.done = true;
  timing.sets = performance.now() - timing.began;
  showSets();
  if (byId('sets').textContent) say(byId('sets').textContent);
}
/// In how many sets the world that the answer puts first is ahead, and between what its lead lies.
function setsText() {
  const [ours, theirs] = DUEL.map(arm => batch.outcome(armOf(arm), 'net_value'));
  const sign = interval(ours.map((value, k) => value - theirs[k])).mean >= 0 ? 1 : -1;
  const [first, second] = (sign > 0 ? DUEL : [...DUEL].reverse()).map(armName);
  const leads = sets.leads.map(lead => sign * lead), low = Math.min(...leads), high = Math.max(...leads), scale = Math.max(Math.abs(low), Math.abs(high));
  return [t('ahead', { n: leads.filter(lead => lead > 0).length, all: sets.all, first, second, where: '', low: money(low, scale), high: money(high, scale) }, 'ensemble'),
    `${t('sets_lucks', { n: sets.lucks })} ${t('no_sample', {}, 'ensemble')}`];
}
/// Nothing where the scenario cannot be run under the sets, and nothing before the vote is closed.
function showSets() {
  const box = byId('sets'), found = sets?.leads.filter(lead => lead !== undefined).length ?? 0;
  if (!state.closed || state.view !== 'predict' || sets?.all === 0) box.replaceChildren();
  else if (!sets?.done || !batch) box.textContent = sets?.all ? t('sets_running', { n: found, all: sets.all }) : '…';
  else box.innerHTML = setsText().map((line, n) => (n ? escaped(line) : `<b>${escaped(line)}</b> `)).join('');
}

/// The axis of a measure stays as it is while levers move: it grows where it must, which is said,
/// and never shrinks. While the first runs come in nothing has been seen yet.
const axes = new Map();
function axisOf(name, arms, complete) {
  const key = `${preset.id} ${name}`, now = reachOf(arms), known = axes.get(key);
  if (!known || known.first === generation) {
    const axis = { ...now, first: complete ? null : generation, setting: generation, grew: false };
    if (known?.first === generation) for (const [side, pick] of [['low', Math.min], ['high', Math.max]]) axis[side] = pick(axis[side], known[side]);
    axes.set(key, axis);
    return axis;
  }
  if (known.setting !== generation) Object.assign(known, { setting: generation, first: null, grew: false, before: { low: known.low, high: known.high } });
  if (now.low < known.low || now.high > known.high)
    Object.assign(known, { low: Math.min(now.low, known.low), high: Math.max(now.high, known.high), grew: Boolean(known.before) });
  return known;
}
const axisText = (name, { low, high }) => [low, high].map(x => (name === 'net_value' ? money(x, high, 1) : percent(x))).join(' … ');

function noteTiming() {
  if (batch && timing.bands === null && batch.complete.length >= workers.lanes) timing.bands = performance.now() - timing.began;
}
let showing = 0;
function soonShowBatch() {
  if (showing) return;
  const n = batch.complete.length;
  showing = setTimeout(() => {
    showing = 0;
    showBatch();
  }, n < 40 ? 30 : 250);
}

// ---- sharing ------------------------------------------------------------------------------------

function download(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(t('saved', { file: name }));
}
async function copyLink() {
  writeAddress();
  const field = byId('by-hand');
  try {
    await navigator.clipboard.writeText(location.href);
    field.hidden = true;
    say(t('copied'));
    byId('copy-link').textContent = t('copied');
    setTimeout(() => { byId('copy-link').textContent = t('copy_link'); }, 2500);
  } catch {
    field.hidden = false;
    field.querySelector('input').value = location.href;
    field.querySelector('input').select();
  }
}
const fileOfState = () => scenarioFile(preset, state.values, state.seed, Math.max(preset.replicates, state.luck + 1));

/// A scenario of one's own joins the others; nothing where something is wrong with it, and all of that is said.
async function ownScenario(input) {
  const [file] = input.files;
  if (!file) return null;
  input.value = '';
  const toml = await file.text(), id = file.name.replace(/\.toml$/, '');
  const own = { id, file: file.name, values: {} };
  byId('trouble').textContent = '';
  try {
    Object.assign(own, await workers.make('describe', { file: own.file, toml, settings: [] }));
  } catch (error) {
    byId('trouble').textContent = error.message;
    return null;
  }
  DATA.files[own.file] = toml;
  DATA.presets = [...DATA.presets.filter(other => other.id !== id), own];
  return own;
}
async function openScenario(input) {
  const own = await ownScenario(input);
  if (!own) return;
  stop();
  choosePreset(own.id);
  clearRuns();
  speak();
  writeAddress();
  renew();
}

/// What one sees, as a sheet of its own.
function sheet() {
  const month = Math.floor(state.month);
  const lines = [{ text: named(preset.title), size: 24, weight: 700 }, { text: named(preset.question), size: 16 },
    { text: `${whatDiffers()} · ${t('luck', { n: state.luck, seed: state.seed })}${state.view === 'watch' ? ` · ${monthName(month, 'long')}${several() ? ` · ${tableName()}` : ''}` : ''}`, size: 14 }];
  const fan = byId('fan').querySelector('svg');
  if (state.view === 'predict' && fan) {
    const [answer, ...small] = answerText();
    lines.push({ text: answer, size: 18, weight: 600 }, ...[...small, ...(sets?.done && sets.all ? setsText() : [])].map(text => ({ text, size: 14 })));
    return sheetPicture(lines, [[fan]]);
  }
  const rows = worldRows(month), goals = goalsNow().length;
  const worlds = worldsPicture(preset.arms.map(name => ({ name, text: armName(name) })),
    [rows[0], { label: goalsName(), cells: [] }, ...rows.slice(1, goals + 1), { label: ledgerName(), cells: [] }, ...rows.slice(goals + 1)]);
  return sheetPicture(lines, [[byId('walk').firstChild, worlds], [byId('timeline').firstChild]]);
}
function savePicture() {
  const { svg, width, height } = sheet(), name = `samen-${preset.id}`;
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => download(`${name}.png`, blob), 'image/png');
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

// ---- the whole ----------------------------------------------------------------------------------

function showView() {
  for (const view of ['watch', 'predict', 'lesson']) byId(`view-${view}`).hidden = view !== state.view;
  for (const button of byId('views').children)
    if (button.dataset.view === state.view) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  byId('transport').hidden = state.view !== 'watch';
  byId('vote-before').hidden = state.closed || hands() > 0;
  byId('ahead').hidden = true;
  byId('question').hidden = state.view === 'lesson';
  byId('table-field').hidden = preset.tables.length === 1 || state.view !== 'watch';
  if (state.view !== 'watch') stop();
  if (runs && state.view === 'watch') {
    buildTimeline();
    told = -1;
    showMonth();
  }
  showBatch();
}

function chooseView(view) {
  state.view = view;
  showView();
  writeAddress();
}

function showLuck() {
  byId('luck').textContent = t('luck', { n: state.luck, seed: state.seed });
  byId('luck').title = t('luck_help');
}

/// Everything that has words, in the language chosen.
function speak() {
  document.documentElement.lang = state.language;
  document.title = t('page');
  for (const node of document.querySelectorAll('[data-ui]')) node.textContent = t(node.dataset.ui);
  const lessons = [...document.querySelectorAll('.lesson')];
  const taught = lessons.some(lesson => lesson.dataset.language === state.language) ? state.language : 'en';
  for (const lesson of lessons) lesson.hidden = lesson.dataset.language !== taught;
  byId('views').setAttribute('aria-label', t('views'));
  for (const [id, key] of [['preset', 'scenario'], ['variant', 'variant'], ['table', 'table'], ['speed', 'speed'], ['fan-measure', 'fan_measure']]) byId(id).setAttribute('aria-label', t(key));
  byId('views').replaceChildren(...['watch', 'predict', 'lesson'].map(view => {
    const button = el(`<button type="button" data-view="${view}">${escaped(t(view))}</button>`);
    button.addEventListener('click', () => chooseView(view));
    return button;
  }));
  byId('languages').setAttribute('aria-label', t('language'));
  for (const button of byId('languages').children) button.setAttribute('aria-pressed', String(button.dataset.language === state.language));
  byId('preset').replaceChildren(...DATA.presets.map(p => new Option(named(p.title), p.id)));
  byId('preset').value = state.preset;
  byId('question').textContent = named(preset.question);
  byId('which-world').replaceChildren(...tableArms().map(world => {
    const button = el(`<button type="button" data-world="${world}">${escaped(armName(world))}</button>`);
    button.addEventListener('click', () => chooseWorld(world));
    return button;
  }));
  byId('which-world').setAttribute('aria-label', t('walk'));
  byId('speed').replaceChildren(...Object.entries(words().page.speeds).map(([value, text]) => new Option(text, value)));
  byId('speed').value = state.speed;
  const measure = byId('fan-measure').value;
  byId('fan-measure').replaceChildren(new Option(t('fan_net'), 'net_value'), new Option(t('fan_progress'), 'mean_progress'));
  byId('fan-measure').value = measure || 'net_value';
  byId('transport').setAttribute('aria-label', t('timeline'));
  byId('scrubber').setAttribute('aria-label', t('month'));
  byId('legend').innerHTML = Object.keys(MARKS).slice(0, 11).filter(kind => kind !== 'delegate_replaced').map(kind => `<span>${markIcon(kind)}${escaped(wordsOf(kind).name)}</span>`).join('') + `<span>| ${escaped(t('boards'))}</span>`;
  byId('version').textContent = `Samen ${DATA.version}.`;
  showPlay();
  showLuck();
  showVariants();
  showTables();
  byId('work').setAttribute('aria-label', t('working'));
  showLevers();
  byId('lever-help').textContent = t('lever_help');
  buildVotes();
  byId('story').dataset.key = '';
  showRuns();
  showView();
}

function wire() {
  byId('preset').addEventListener('change', event => {
    stop();
    choosePreset(event.target.value);
    clearRuns();
    speak();
    writeAddress();
    renew();
  });
  byId('variant').addEventListener('change', event => {
    const n = Number(event.target.value);
    state.values = n < 0 ? {} : { ...preset.variants[n].values };
    mendValues();
    showLevers();
    writeAddress();
    renew();
  });
  byId('table').addEventListener('change', event => chooseTable(Number(event.target.value)));
  for (const [language, { language: { name } }] of Object.entries(WORDS)) {
    const button = el(`<button type="button" data-language="${language}" lang="${language}" aria-label="${name}">${language.toUpperCase()}</button>`);
    button.addEventListener('click', () => {
      state.language = language;
      speak();
      writeAddress();
    });
    byId('languages').append(button);
  }
  byId('play').addEventListener('click', () => (playing ? stop() : play()));
  byId('speed').addEventListener('change', event => { state.speed = event.target.value; });
  byId('scrubber').addEventListener('input', event => {
    stop();
    goTo(Number(event.target.value));
  });
  byId('vote-before').addEventListener('click', () => {
    chooseView('predict');
    byId('votes').querySelector('[data-vote]').focus();
  });
  byId('again').addEventListener('click', () => {
    stop();
    state.month = 0;
    told = -1;
    play();
  });
  byId('new-luck').addEventListener('click', async () => {
    stop();
    ++state.luck;
    state.month = state.seen = 0;
    openStory = null;
    showLuck();
    timing.began = performance.now();
    await tellRuns().catch(trouble);
    say(t('luck', { n: state.luck, seed: state.seed }));
    writeAddress();
  });
  byId('reset').addEventListener('click', () => {
    state.values = {};
    showLevers();
    writeAddress();
    renew();
  });
  byId('pin').addEventListener('click', () => {
    kept = kept ? null : {
      values: { ...state.values },
      mean: batch.outcome(armOf('together'), 'net_value').reduce((sum, x) => sum + x, 0) / batch.complete.length,
      bands: Object.fromEntries(FOLLOWED.map(name => [name, preset.arms.map((_, arm) => batch.bands(arm, name, [0.5])[0])])),
    };
    showBatch();
  });
  byId('fan-measure').addEventListener('change', showBatch);
  byId('copy-link').addEventListener('click', copyLink);
  byId('save-scenario').addEventListener('click', () => fileOfState()
    .then(text => download(`samen-${preset.id}.toml`, new Blob([text], { type: 'text/plain' }))).catch(trouble));
  byId('open-scenario').addEventListener('change', event => openScenario(event.target).catch(trouble));
  byId('save-picture').addEventListener('click', savePicture);
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    hideCard();
    byId('trouble').textContent = '';
    if (byId('share').open) {
      byId('share').open = false;
      byId('share').querySelector('summary').focus();
    }
  });
  document.addEventListener('pointerdown', event => {
    if (!byId('share').contains(event.target)) byId('share').open = false;
  });
  addEventListener('hashchange', () => {
    if (location.hash === written || !ofWorkbench(location.hash)) return;
    stop();
    const settingNow = () => [state.preset, state.seed, textOf(state.values)].join();
    const { preset: shown, luck } = state, before = settingNow();
    readAddress(location.hash);
    if (shown !== state.preset) clearRuns();
    speak();
    if (before !== settingNow()) renew();
    else if (luck !== state.luck) tellRuns().catch(trouble);
  });
  let resizing = 0;
  addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (!runs) return;
      buildTimeline();
      told = -1;
      showMonth();
      showBatch();
    }, 100);
  });
}

/// The workers, which stage and workbench share.
function startEngine() {
  workers ??= new Workers(Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)));
}

async function begin() {
  choosePreset(state.preset);
  readAddress(location.hash);
  if (innerWidth < 1000) byId('levers-fold').open = false;
  byId('card').addEventListener('pointerleave', soonHideCard);
  wire();
  speak();
  say(t('loading'));
  const began = performance.now();
  try {
    startEngine();
    await workers.ready;
  } catch (error) {
    return trouble(error);
  }
  timing.engine = performance.now() - began;
  await renew();
  say('');
}

/// For tests and for the curious: read it, do not write to it.
window.samen = { state, timing, still, file: fileOfState, picture: sheet, get runs() { return runs; }, get batch() { return batch; }, get points() { return pointsDone(); }, get sets() { return sets; } };
