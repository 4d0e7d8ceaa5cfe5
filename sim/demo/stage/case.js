// What the stage needs of a case, all of it run or counted: nothing here is written down beforehand.

const TOGETHER = 'together', ALONE = 'alone';
const MOST_CHAIRS = 30, LUCKS_TO_SEARCH = 48, LUCKS_OF_LEVER = 64;

/// "juni 2017" of a month of a case; its year.
function monthIn(preset, month) {
  const [year, first] = preset.start;
  return wayOf(Intl.DateTimeFormat, { month: 'long', year: 'numeric' }).format(new Date(year, first - 1 + month, 1));
}
const yearIn = (preset, month) => String(preset.start[0] + Math.floor((preset.start[1] - 1 + month) / 12));

/// A job for the engine; done again if the workbench threw away what waited.
async function engineRun(setting, job) {
  await workers.ready;
  let result = null;
  while (result === null) result = await workers.run(setting, job);
  return result;
}

/// Lucks 0 … count − 1 of a case in one arm: net value by month, outcomes at the end, hashes. With
/// `branch`, a month, all live together until then and as `arm` says from then on.
async function lucksOf(preset, arm, count, { values = {}, branch = null } = {}) {
  const setting = settingOf(preset, values, preset.seed, [DATA.outcomes.indexOf('net_value')]);
  if (branch !== null) setting.settings.push(`branch.at=${statedMonth(preset, branch)}`);
  await workers.ready;
  const { lanes } = workers, { months } = preset, size = DATA.outcomes.length;
  const lucks = { net: [], ends: [], hashes: [] };
  await Promise.all(Array.from({ length: Math.ceil(count / lanes) }, async (_, block) => {
    const first = block * lanes;
    const { numbers, hashes } = await engineRun(setting, { job: 'block', arm: DATA.arms.indexOf(arm), seed: preset.seed, replicate: first });
    for (let lane = 0; lane < lanes && first + lane < count; ++lane) {
      lucks.net[first + lane] = Float64Array.from({ length: months }, (_, month) => numbers[month * lanes + lane]);
      lucks.ends[first + lane] = Object.fromEntries(DATA.outcomes.map((name, n) => [name, numbers[(months + n) * lanes + lane]]));
      const owners = preset.organisations.length, accounts = (months + size + 1 + 2 * owners) * lanes;
      lucks.ends[first + lane].joined = numbers[accounts + lane];
      lucks.hashes[first + lane] = hashes[lane];
    }
  }));
  return lucks;
}

const sortedOf = values => Float64Array.from(values).sort();
const median = values => quantile(sortedOf(values), 0.5);
const last = series => series[series.length - 1];
/// The median of a family of lines, month by month.
const medianLine = lines => Float64Array.from({ length: lines[0].length }, (_, month) => median(lines.map(line => line[month])));
/// The first month of the least value, of months that leave something to decide.
function lowest(line) {
  let at = 1;
  for (let month = 1; month < line.length - 2; ++month) if (line[month] < line[at]) at = month;
  return at;
}

/// The month in which a board would most like to stop, if the scenario states none: the median account is at its lowest; where it
/// is never in the red, the table is furthest behind working alone; or else half of the time is over.
function hardestMonth(preset, together, alone) {
  const own = medianLine(together.net), deepest = lowest(own), stated = preset.stage?.month;
  if (stated > 0 && stated < own.length - 1) return { month: stated, why: own[stated] < 0 ? 'red' : own[stated] < medianLine(alone.net)[stated] ? 'behind' : 'half' };
  if (own[deepest] < 0) return { month: deepest, why: 'red' };
  const others = medianLine(alone.net), behind = own.map((value, month) => value - others[month]), worst = lowest(behind);
  if (behind[worst] < 0) return { month: worst, why: 'behind' };
  return { month: Math.floor(own.length / 2), why: 'half' };
}

/// A run told in full, of the first table of a case.
class Told {
  constructor(preset, run, luck) {
    Object.assign(this, { preset, run, luck, table: preset.tables[0] });
  }
  /// Names are made up, in the language of the room; where there are many people they have none.
  get names() {
    const names = s('names').split(', ');
    return Array.from({ length: this.table.seats }, (_, i) => names[i] ?? '');
  }
  get initials() {
    return this.names.map(name => name.slice(0, 1));
  }
  /// A value of an observable in month t, between two months if need be.
  at(name, t, entry = 0) {
    const month = Math.min(this.preset.months - 1, Math.floor(t)), next = Math.min(this.preset.months - 1, month + 1), share = t - Math.floor(t);
    const value = this.run.of(name, month, entry);
    return share ? value + share * (this.run.of(name, next, entry) - value) : value;
  }
  /// The table from above in words: who stands nearest and furthest, who trust each other most, and how
  /// many goals are reached.
  finding(month) {
    const { table } = this, here = Array.from({ length: table.seats }, (_, i) => i).filter(i => this.at('seated', month, table.seat + i) > 0);
    const carried = i => this.at('commitment', month, table.seat + i), trust = (i, j) => this.at('trust', month, table.pair + i * table.seats + j) + this.at('trust', month, table.pair + j * table.seats + i);
    const order = here.slice().sort((a, b) => carried(b) - carried(a)), pairs = here.flatMap((i, n) => here.slice(n + 1).map(j => [i, j])), who = i => this.names[i] || this.organisation(i);
    const done = Array.from({ length: table.goals }, (_, k) => this.at('progress', month, table.goal + k)).filter(x => x >= 1).length;
    const label = s('table_label', { n: numeral(here.length), goals: numeral(table.goals), done: numeral(done) });
    if (!pairs.length) return label;
    const [one, other] = pairs.reduce((best, pair) => (trust(...pair) > trust(...best) ? pair : best));
    return `${label} ${s('table_says', { near: who(order[0]), far: who(order.at(-1)), one: who(one), other: who(other) })}`;
  }
  /// Who sits there, without the number among its kind.
  organisation(i) {
    return named(this.preset.organisations[this.preset.seats[this.table.seat + i]]).replace(/ \d+$/, '');
  }
}

/// A case on the stage. Each part is run once, when it is first asked for.
class StagedCase {
  constructor(preset) {
    this.preset = preset;
    this.chairs = Math.min(MOST_CHAIRS, preset.replicates - 1);
    this.parts = {};
  }
  part(name, make) {
    return this.parts[name] ??= make().then(value => (this[name] = value));
  }
  /// Both arms from the start, and the month that is hardest.
  lucks() {
    return this.part('arms', async () => {
      const [together, alone] = await Promise.all([TOGETHER, ALONE].map(arm => lucksOf(this.preset, arm, this.preset.replicates)));
      this.hardest = hardestMonth(this.preset, together, alone);
      return { together, alone };
    });
  }
  /// The same tables, each ended in the hardest month; from the next one on each works alone.
  stopped() {
    return this.part('stop', async () => {
      await this.lucks();
      return lucksOf(this.preset, ALONE, this.preset.replicates, { branch: this.hardest.month + 1 });
    });
  }
  /// The luck whose account is all along nearest to the median, told in full.
  middle() {
    return this.part('told', async () => {
      const { together } = await this.lucks(), line = medianLine(together.net);
      const apart = together.net.map(own => own.reduce((sum, value, month) => sum + Math.abs(value - line[month]), 0));
      return this.tell(apart.indexOf(Math.min(...apart)));
    });
  }
  async tell(luck) {
    const { preset } = this, result = await engineRun(settingOf(preset, {}, preset.seed), { job: 'tell', arm: DATA.arms.indexOf(TOGETHER), seed: preset.seed, replicate: luck });
    return new Told(preset, toldRun(preset, result), luck);
  }
  /// What going on brings more than stopping, luck by luck.
  gains() {
    return this.arms.together.net.map((line, n) => last(line) - last(this.stop.net[n]));
  }
  /// In how many lucks going on ends above stopping; the wise answer is what most of them say.
  wisdom() {
    const gains = this.gains(), go = gains.filter(gain => gain > 0).length;
    return { go, stop: gains.length - go, all: gains.length, wise: 2 * go > gains.length ? 'go' : 'stop' };
  }
  /// Sentences about a table that are true of some chairs: those that divide them best come first.
  divisions() {
    const { preset, arms: { together, alone } } = this, seats = preset.tables.reduce((sum, table) => sum + table.founders, 0);
    const january = (13 - preset.start[1]) % 12, later = [];
    for (let month = january; month < preset.months; month += 12) if (month > this.hardest.month + 6) later.push(month);
    const of = { 'red': later.map(month => ({ key: 'stands_red', month, holds: n => together.net[n][month] < 0 })),
      'behind': later.map(month => ({ key: 'stands_behind', month, holds: n => together.net[n][month] < alone.net[n][month] })),
      'half': [] }[this.hardest.why];
    const all = [
      { key: 'stands_left', holds: n => seats + together.ends[n].joined - together.ends[n].members > 0.5 },
      { key: 'stands_few', holds: n => together.ends[n].goals_reached < preset.goals.length / 2 },
      { key: 'stands_all', holds: n => together.ends[n].goals_reached >= preset.goals.length },
      { key: 'stands_ended', holds: n => together.ends[n].tables_standing < 0.5 },
      { key: 'stands_alone', holds: n => last(together.net[n]) < last(alone.net[n]) },
    ];
    const counted = division => ({ ...division, count: this.chairNumbers().filter(division.holds).length });
    const divide = list => list.map(counted).sort((a, b) => Math.abs(a.count - this.chairs / 2) - Math.abs(b.count - this.chairs / 2));
    const divides = least => ({ count }) => count >= least && this.chairs - count >= least;
    const found = [...divide(of).filter(divides(4)).slice(0, 1), ...divide(all)], good = found.filter(divides(1));
    return (good.length ? good : found.slice(0, 1)).slice(0, 2);
  }
  /// Chair n is luck n of the case, and replicate n of `samen run`.
  chairNumbers() {
    return Array.from({ length: this.chairs }, (_, n) => n + 1);
  }
}

// ---- another case -------------------------------------------------------------------------------

const searched = new Map();
/// In how many of a few lucks of a case going on ends above stopping; run once for all cases that ask.
function goingOn(preset) {
  if (!searched.has(preset))
    searched.set(preset, (async () => {
      const [together, alone] = await Promise.all([TOGETHER, ALONE].map(arm => lucksOf(preset, arm, LUCKS_TO_SEARCH)));
      const { month } = hardestMonth(preset, together, alone), stop = await lucksOf(preset, ALONE, LUCKS_TO_SEARCH, { branch: month + 1 });
      return together.net.filter((line, n) => last(line) > last(stop.net[n])).length;
    })());
  return searched.get(preset);
}
/// The case that the scenario states, or else that of the library in which most lucks say the contrary
/// of what is wise in this one. It is looked for among the cases of the size that a room can overlook.
async function contrary(staged) {
  await staged.stopped();
  const stated = presetOf(staged.preset.stage?.turn);
  if (stated && stated.id !== staged.preset.id) {
    const other = new StagedCase(stated);
    await Promise.all([other.stopped(), other.middle()]);
    return other;
  }
  const { wise } = staged.wisdom(), found = [];
  for (const preset of DATA.presets) {
    if (preset.id === staged.preset.id || preset.replicates < 200 || preset.tables.length !== 1) continue;
    const go = await goingOn(preset);
    found.push({ preset, against: wise === 'go' ? LUCKS_TO_SEARCH - go : go });
  }
  found.sort((a, b) => b.against - a.against);
  const other = new StagedCase(found[0].preset);
  await Promise.all([other.stopped(), other.middle()]);
  return other;
}

// ---- levers -------------------------------------------------------------------------------------

/// More of a lever: twice of it, or what it can be at most; half of it where it is at its most; the
/// other choice. Nothing if the scenario leaves none.
function pushed(preset, name) {
  const row = rowOf(preset, name), set = preset.values[name];
  if (!row || !set || set.fixed) return null;
  const at = set.value;
  if (row.choices.length) return { row, from: at, to: at === 0 ? 1 : 0 };
  if (at === 0) return null;
  const to = admissible(row, 2 * at);
  return { row, from: at, to: to > at ? to : admissible(row, at / 2) };
}
const FIVE = 5, ALIKE = 2;
/// Which way something moves, as far as lucks allow to say.
const movesOf = ({ low, high }) => (low > 0 ? 'more' : high < 0 ? 'less' : 'same');
/// The five levers of the last act, each moved alone. Differences are of pairs with the same luck. A
/// lever that changes nothing is left out, and of those that move alike not more than two are taken
/// while there are others, so that no answer is always right.
async function triedLevers(staged) {
  const { preset } = staged, { together } = await staged.lucks(), tried = [], taken = [];
  for (const name of preset.stage?.levers ?? DATA.stage) {
    const push = pushed(preset, name);
    if (!push || taken.length === FIVE) continue;
    const lucks = await lucksOf(preset, TOGETHER, LUCKS_OF_LEVER, { values: { [name]: push.to } }).catch(() => null);
    if (!lucks || lucks.hashes.every((hash, n) => hash === together.hashes[n])) continue;
    const lever = { ...push, name, lucks, moves: movesOf(interval(lucks.net.map((line, n) => last(line) - last(together.net[n])))) };
    tried.push(lever);
    if (taken.filter(({ moves }) => moves === lever.moves).length < ALIKE) taken.push(lever);
  }
  return [...taken, ...tried.filter(lever => !taken.includes(lever))].slice(0, FIVE);
}

// ---- money as people say it ---------------------------------------------------------------------

/// k€ in full: "−350 000 €", "8,2 miljoen €"; two figures say enough.
function euros(x) {
  const round = x === 0 ? 0 : Number((1000 * x).toPrecision(2));
  const sign = round < 0 ? '−' : '', size = Math.abs(round);
  if (size >= 1e6) return `${sign}${number(size / 1e6, size < 1e7 ? 1 : 0)} ${s('million')}`;
  return `${sign}${number(size).replace(/[.,](?=\d{3})/g, '\u00a0')}\u00a0€`;
}
/// A sum as so many people at work for a year, those that the scenario states, at the wage cost it states.
function inPeople(preset, x) {
  const { unit, unit_cost: cost = 12 * (preset.person_month ?? preset.values['budget.fte_cost'].value) } = preset.stage ?? {}, some = Math.round(Math.abs(x) / cost);
  if (unit && some >= 2) return s('unit_years', { n: number(some), unit: named(unit) });
  const months = Math.abs(x) / (preset.person_month ?? preset.values['budget.fte_cost'].value), years = Math.round(months / 12);
  if (years >= 2) return s('people_years', { n: number(years) });
  if (months >= 12) return s('person_year');
  return s('person_months', { n: number(Math.max(1, Math.round(months))) });
}
/// How long something has lasted, in whole and half years.
function yearsOf(months) {
  const halves = Math.max(1, Math.round(months / 6)), n = Math.floor(halves / 2);
  if (n === 0) return s('half_year');
  return s(n === 1 ? (halves % 2 ? 'one_year_half' : 'one_year') : halves % 2 ? 'years_half' : 'years', { n: numeral(n) });
}
/// Small numbers as words; a sentence begins with a capital.
const numeral = n => s('numerals').split(', ')[n] ?? number(n);
const capital = text => text.slice(0, 1).toUpperCase() + text.slice(1);
