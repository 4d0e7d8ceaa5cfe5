// The engine seen from the page: workers, scenarios and what is set in them, runs read from numbers.

/// Engine and ensemble lie in the page packed.
const unpacked = text => {
  const packed = Uint8Array.from(atob(text.trim()), letter => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')));
};
const bytesOfEngine = async () => new Uint8Array(await unpacked(document.getElementById('engine').textContent).arrayBuffer());
/// Files that only the engine reads.
const filesOfEngine = async () => Object.fromEntries(await Promise.all(Object.entries(DATA.packed).map(async ([name, text]) => [name, await unpacked(text).text()])));

/// Workers that each do one job at a time. `run(job)` is a promise; `forget()` drops what waits.
class Workers {
  constructor(count) {
    const source = document.getElementById('worker').textContent;
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    this.idle = [];
    this.waiting = [];
    this.tickets = new Map();
    this.next = 0;
    this.lanes = 1;
    const engine = bytesOfEngine(), packed = filesOfEngine();  // promises
    this.ready = Promise.all(Array.from({ length: count }, async () => {
      const worker = new Worker(url);
      worker.serial = -1;
      worker.onmessage = ({ data }) => this.finish(worker, data);
      worker.onerror = event => this.fail(event.message || 'the worker stopped');
      const { lanes } = await this.ask(worker, { job: 'begin', bytes: await engine, files: { ...DATA.files, ...await packed } });
      this.lanes = lanes;
      this.idle.push(worker);
      this.serve();
    }));
    this.count = count;
  }

  ask(worker, job) {
    const ticket = this.next++;
    return new Promise((resolve, reject) => {
      this.tickets.set(ticket, { resolve, reject });
      worker.postMessage({ ...job, ticket });
    });
  }
  finish(worker, { ticket, result, error }) {
    const { resolve, reject } = this.tickets.get(ticket);
    this.tickets.delete(ticket);
    if (error) reject(new Error(error));
    else resolve(result);
  }
  fail(message) {
    for (const { reject } of this.tickets.values()) reject(new Error(message));
    this.tickets.clear();
  }

  /// A job in a setting (settingOf). Urgent ones go first.
  run(setting, job, urgent = false) {
    return new Promise((resolve, reject) => {
      const entry = { setting, job, resolve, reject };
      if (urgent) this.waiting.unshift(entry);
      else this.waiting.push(entry);
      this.serve();
    });
  }
  /// What a worker makes of a setting as a scenario: its description, or a file.
  async make(what, setting) {
    await this.ready;
    let made = null;  // forgotten when levers move meanwhile: then once more
    while (made === null) made = await this.run(null, { ...setting, job: what }, true);
    return made;
  }
  forget() {
    for (const { resolve } of this.waiting) resolve(null);
    this.waiting = [];
  }
  serve() {
    while (this.idle.length && this.waiting.length) this.work(this.idle.pop(), this.waiting.shift());
  }
  async work(worker, { setting, job, resolve, reject }) {
    try {
      if (!setting) worker.serial = -1;  // the job brings its own
      else if (worker.serial !== setting.serial) {
        await this.ask(worker, { ...setting, job: 'setting' });
        worker.serial = setting.serial;
      }
      resolve(await this.ask(worker, job));
    } catch (error) {
      worker.serial = -1;
      reject(error);
    }
    this.idle.push(worker);
    this.serve();
  }
}

// ---- settings -----------------------------------------------------------------------------------

/// The description of a control; some are of one scenario only.
const rowOf = (preset, name) => preset.rows.find(row => row.name === name) ?? DATA.rows.find(row => row.name === name);
const rowsOf = preset => [...DATA.rows, ...preset.rows.filter(own => !DATA.rows.some(row => row.name === own.name))];
const presetOf = id => DATA.presets.find(preset => preset.id === id);
/// The engine's number of an arm of a preset, which has three or all of them.
const armNumber = (preset, arm) => DATA.arms.indexOf(preset.arms[arm]);

/// A value a control can have: inside its range, whole where it must be.
function admissible(row, value) {
  const inside = Math.min(row.high, Math.max(row.low, value));
  return row.whole || row.choices.length ? Math.round(inside) : inside;
}

/// A value of a preset as a scenario states it.
function literal(row, value, preset) {
  if (row.date) return JSON.stringify(statedMonth(preset, value));
  if (!row.choices.length) return String(value);
  return row.name === 'table.funder' && value === 0 ? '""' : JSON.stringify(row.choices[value]);
}

/// A value with a date has the name of its lever and the months from and until which it holds, as in
/// "levers.match@24-35"; without the latter it holds to the end.
function datedOf(name) {
  const [, lever, from, until] = /^(levers\.\w+)@(\d+)(?:-(\d+))?$/.exec(name) ?? [];
  return lever ? { lever, from: Number(from), until: until === undefined ? null : Number(until) } : null;
}
/// A month as a scenario states it.
function statedMonth(preset, month) {
  const [year, first] = preset.start, at = first - 1 + month;
  return `${year + Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, '0')}`;
}
/// Levers that change on the way.
const changesOf = (preset, values) => Object.entries(values).filter(([name]) => datedOf(name)).map(([name, value]) => {
  const { lever, from, until } = datedOf(name);
  return { change: `${lever}=${literal(rowOf(preset, lever), value, preset)}`, from: statedMonth(preset, from), until: until === null ? '' : statedMonth(preset, until) };
});

let serials = 0;
/// A preset with some controls set, as `samen run --set` sets them.
function settingOf(preset, values, seed, followed = []) {
  const settings = Object.entries(values).filter(([name]) => !datedOf(name)).flatMap(([name, value]) =>
    (preset.values[name].keys ?? [name]).map(key => `${key}=${literal(rowOf(preset, name), value, preset)}`));
  return { serial: ++serials, file: preset.file, toml: DATA.files[preset.file], settings: [...settings, `run.seed=${seed}`], changes: changesOf(preset, values), followed };
}

// ---- a run told in full -------------------------------------------------------------------------

const sizeOf = (preset, axis) => {
  const overTables = size => preset.tables.reduce((sum, table) => sum + size(table), 0);
  return {
    society: 1, goal: preset.goals.length, table: preset.tables.length, mission: overTables(table => table.goals),
    organisation: preset.organisations.length, seat: preset.seats.length, pair: overTables(table => table.seats ** 2),
  }[axis];
};

/// Months of all outcomes and observables by name, events, decisions and the seats.
function toldRun(preset, { numbers, hash }) {
  const months = preset.months;
  let at = 2;
  const series = {};
  const take = (name, size) => {
    series[name] = { values: numbers.subarray(at, at + months * size), size };
    at += months * size;
  };
  for (const name of DATA.outcomes) take(name, 1);
  for (const { name, axis } of DATA.observables) take(name, sizeOf(preset, axis));
  const list = fields => {
    const count = numbers[at++];
    return Array.from({ length: count }, () => Object.fromEntries(fields.map(f => [f, numbers[at++]])));
  };
  const events = list(['month', 'kind', 'reason', 'table', 'organisation', 'value']).map(event => ({
    ...event, kind: DATA.events[event.kind], reason: DATA.reasons[event.reason],
  }));
  const decisions = list(['month', 'organisation', 'seat', 'openBudget', 'valueAlone', 'valueTogether',
    'keep', 'alone', 'together', 'cap', 'margin', 'aloneOpen', 'togetherOpen', 'block']);
  ++at;  // the number of seats
  const seats = preset.tables.flatMap(table => Array.from({ length: table.seats }, () => ({
    mandate: numbers[at++],
    aspirations: Array.from({ length: table.goals }, () => numbers[at++]),
  })));
  let sum = 0;
  const carried = Array.from(series.society_burden.values, month => (sum += month));
  return {
    events, decisions, seats, hash, carried, failed: numbers[0] !== 0,
    has: name => name in series,
    of: (name, month, entry = 0) => series[name].values[month * series[name].size + entry],
  };
}

// ---- a batch ------------------------------------------------------------------------------------

const FOLLOWED = ['net_value', 'mean_progress'];
/// What is known of each replicate at its end; who joined is not among the outcomes.
const ENDS = [...DATA.outcomes, 'joined'];

/// What blocks of replicates came to: per arm, outcomes per replicate and the followed ones monthly.
class Batch {
  constructor(preset, replicates) {
    this.preset = preset;
    this.replicates = replicates;
    this.arms = preset.arms.map(() => ({ end: [], monthly: FOLLOWED.map(() => []), hashes: [], balance: [], burden: [] }));
  }
  /// A replicate counts once all its arms are there: differences are taken within pairs.
  add(arm, first, lanes, { numbers, hashes }) {
    const months = this.preset.months, outcomes = DATA.outcomes.length;
    const end = FOLLOWED.length * months * lanes;
    for (let lane = 0; lane < lanes && first + lane < this.replicates; ++lane) {
      const own = this.arms[arm];
      if (numbers[end + outcomes * lanes + lane]) throw new Error(`replicate ${first + lane} broke a law`);
      own.hashes[first + lane] = hashes[lane];
      const owners = this.preset.organisations.length, accounts = end + (outcomes + 1) * lanes + lane;
      own.end[first + lane] = ENDS.map((_, n) => numbers[n < outcomes ? end + n * lanes + lane : accounts + 2 * owners * lanes]);
      own.balance[first + lane] = Float64Array.from({ length: owners }, (_, i) => numbers[accounts + i * lanes]);
      own.burden[first + lane] = Float64Array.from({ length: owners }, (_, i) => numbers[accounts + (owners + i) * lanes]);
      FOLLOWED.forEach((_, n) => {
        own.monthly[n][first + lane] = Float64Array.from({ length: months },
          (_, month) => numbers[(n * months + month) * lanes + lane]);
      });
    }
  }
  /// Replicates all of whose arms are there.
  get complete() {
    const all = [];
    for (let n = 0; n < this.replicates; ++n) if (this.arms.every(arm => arm.end[n])) all.push(n);
    return all;
  }
  /// An outcome at the end of the replicates of one arm, whether the others are there or not.
  endsOf(arm, name) {
    const n = DATA.outcomes.indexOf(name);
    return this.arms[arm].end.map(end => end[n]);
  }
  outcome(arm, name) {
    const n = DATA.outcomes.indexOf(name);
    return this.complete.map(replicate => this.arms[arm].end[replicate][n]);
  }
  /// Quantiles of a followed outcome over the complete replicates: quantile × month.
  bands(arm, name, levels) {
    const own = this.arms[arm].monthly[FOLLOWED.indexOf(name)], complete = this.complete;
    const column = new Float64Array(complete.length);
    const bands = levels.map(() => new Float64Array(this.preset.months));
    for (let month = 0; month < this.preset.months; ++month) {
      complete.forEach((replicate, n) => { column[n] = own[replicate][month]; });
      column.sort();
      levels.forEach((level, n) => { bands[n][month] = quantile(column, level); });
    }
    return bands;
  }
}

/// Of sorted values, linear between neighbours (Hyndman & Fan 1996, type 7).
function quantile(sorted, level) {
  const at = level * (sorted.length - 1), below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/// Mean and 95 % interval (Student) of paired differences; no interval below five pairs.
function interval(differences) {
  const n = differences.length;
  const mean = differences.reduce((sum, x) => sum + x, 0) / n;
  if (n < 5) return { mean, n };
  const variance = differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return { mean, n, low: mean - half, high: mean + half };
}

/// The 97.5 % quantile of Student's t, by the expansion of Cornish & Fisher in 1/df (Abramowitz &
/// Stegun 1964, 26.7.5); off by less than 0.01 from 4 degrees of freedom on.
function studentQuantile(df) {
  const z = 1.959963984540054;
  return z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * df ** 4);
}

// ---- a scenario as a file -----------------------------------------------------------------------

/// The preset with the page's values, as a file of its own for `samen run`.
async function scenarioFile(preset, values, seed, replicates) {
  const setting = settingOf(preset, values, seed);
  const dated = setting.changes.map(({ change, from, until }) => `${change}, from ${from} to ${until || 'the end'}`);
  const changed = [...setting.settings.slice(0, -1), ...dated].map(text => `#   ${text.replace('=', ' = ')}`);
  setting.settings.push(`run.replicates=${replicates}`);
  const head = [`# ${preset.id}, as set in the classroom page of Samen ${DATA.version}.`,
    changed.length ? '# What differs from the scenario:' : '# Nothing differs from the scenario.', ...changed,
    '#', '#   samen run THIS_FILE.toml', ''];
  return head.join('\n') + await workers.make('save', setting);
}
