// The engine seen from the page: workers, settings as bytes, runs read from numbers, and scenarios
// as files that `samen run` takes.

const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
const bytesOfEngine = () => bytesOf(document.getElementById('engine').textContent.trim());

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
    const engine = bytesOfEngine();
    this.ready = Promise.all(Array.from({ length: count }, async () => {
      const worker = new Worker(url);
      worker.serial = -1;
      worker.onmessage = ({ data }) => this.finish(worker, data);
      worker.onerror = event => this.fail(event.message || 'the worker stopped');
      const { lanes } = await this.ask(worker, { job: 'begin', bytes: engine.slice() });
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

  /// A job in a setting: { serial, bytes, followed }. Urgent ones go first.
  run(setting, job, urgent = false) {
    return new Promise((resolve, reject) => {
      const entry = { setting, job, resolve, reject };
      if (urgent) this.waiting.unshift(entry);
      else this.waiting.push(entry);
      this.serve();
    });
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
      if (worker.serial !== setting.serial) {
        const { bytes, followed } = setting;
        await this.ask(worker, { job: 'setting', bytes, followed });
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
const presetOf = id => DATA.presets.find(preset => preset.id === id);

/// A value a control can have: inside its range, whole where it must be.
function admissible(row, value) {
  const inside = Math.min(row.high, Math.max(row.low, value));
  return row.whole || row.choices.length ? Math.round(inside) : inside;
}

/// The bytes of a preset with some controls set. Where a value lays the tables out otherwise, as
/// temporary teams do, splices lead from the bytes of the preset to those of the other layout.
function settingBytes(preset, values) {
  let bytes = bytesOf(preset.setting);
  const write = (row, places, value) => {
    const view = new DataView(bytes.buffer);
    for (const place of places)
      if (row.whole || row.choices.length) view.setInt32(place, value + row.first, true);
      else view.setFloat64(place, value, true);
  };
  const moved = Object.entries(values).map(([name, value]) => ({ row: rowOf(preset, name), spot: preset.values[name], value }));
  const leadsToOther = ({ spot, value }) => spot.splices && (value > 0) !== (spot.value > 0);
  for (const move of moved) if (!leadsToOther(move)) write(move.row, move.spot.places, move.value);
  for (const { row, spot, value } of moved.filter(leadsToOther)) {
    bytes = spliced(bytes, spot.splices);
    write(row, spot.places_there, value);
  }
  return bytes;
}
function spliced(bytes, splices) {
  const parts = [];
  let from = 0;
  for (const [at, removed, text] of splices) {
    parts.push(bytes.subarray(from, at), bytesOf(text));
    from = at + removed;
  }
  parts.push(bytes.subarray(from));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of parts) {
    whole.set(part, to);
    to += part.length;
  }
  return whole;
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
    this.arms = DATA.arms.map(() => ({ end: [], monthly: FOLLOWED.map(() => []), hashes: [], balance: [], burden: [] }));
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
function scenarioFile(preset, values, seed, replicates) {
  const text = value => (Object.is(value, -0) ? '0' : String(value));
  const literal = (name, value) => {
    const row = rowOf(preset, name);
    if (row.first < 0 && value === 0) return null;  // nobody: no key
    return row.choices.length ? JSON.stringify(row.choices[value]) : text(value);
  };
  const settings = Object.entries(values).map(([name, value]) => [...name.split('.'), literal(name, value)]);
  const changed = settings.map(([section, key, value]) => `#   ${section}.${key} = ${value ?? 'none'}`);
  settings.push(['run', 'seed', text(seed)], ['run', 'replicates', text(replicates)]);
  let lines = preset.toml.split('\n');
  for (const [section, key, value] of settings) {
    const head = lines.findIndex(line => line === (section === 'table' ? '[[table]]' : `[${section}]`));
    if (head < 0) {
      lines = [`[${section}]`, `${key} = ${value}`, '', ...lines];
      continue;
    }
    let end = head + 1;
    while (end < lines.length && !lines[end].startsWith('[')) ++end;
    const found = lines.findIndex((line, n) => n > head && n < end && line.startsWith(`${key} = `));
    if (value === null) lines.splice(found, 1);
    else if (found >= 0) lines[found] = `${key} = ${value}`;
    else lines.splice(head + 1, 0, `${key} = ${value}`);
  }
  const shortest = line => line.replace(/(^|[=\[,{]) ?(-?\d+\.\d{15,}(?:e[-+]?\d+)?)/g,
    (whole, before, number) => `${before} ${Number(number)}`);
  const head = [`# ${preset.id}, as set in the classroom page of Samen ${DATA.version}.`,
    changed.length ? '# What differs from the scenario:' : '# Nothing differs from the scenario.', ...changed,
    '#', '#   samen run THIS_FILE.toml', ''];
  return [...head, ...lines.map(shortest)].join('\n');
}
