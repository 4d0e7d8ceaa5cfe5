'use strict';
// The engine at work, off the page's own thread. One job at a time; what it gives is a copy.
let engine;

const shim = { wasi_snapshot_preview1: new Proxy({}, { get: () => () => 52 }) };

async function begin(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, shim);
  instance.exports._initialize();
  engine = instance.exports;
}

/// Hands a text over for the function of that name.
function give(name, text) {
  const bytes = new TextEncoder().encode(text);
  const at = engine.room(bytes.length);
  new Uint8Array(engine.memory.buffer).set(bytes, at);
  engine[name]();
}
const text = () => new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.text(), engine.text_size()));

/// The set of the ensemble that is run, -1 for none, and how many there are, null before they are read.
let chosen = -1, sets = null;

/// A scenario with what is set in it; fails with all that is wrong.
function load({ file, toml, settings, changes = [] }, withDesign) {
  chosen = -1;
  sets = null;
  give('name', file);
  give('load', toml);
  for (const setting of settings) give('set', setting);
  for (const change of changes) for (const part of ['from', 'until', 'change']) give(part, change[part]);
  if (!engine.read(withDesign)) throw new Error(text());
}

/// How many sets the scenario is run under; none if everything in them is set otherwise.
const counted = () => (sets ??= engine.read_sets());
function choose(set) {
  if (set === chosen) return;
  if (set >= counted() || !engine.choose(set)) throw new Error(text());
  chosen = set;
}

const given = () => new Float64Array(engine.memory.buffer, engine.numbers(), engine.count()).slice();
const hashes = n => new BigUint64Array(engine.memory.buffer, engine.hashes(), n).slice();

const jobs = {
  async begin({ bytes, files }) {
    await begin(bytes);
    for (const [name, toml] of Object.entries(files)) {
      give('name', name);
      give('keep', toml);
    }
    return { lanes: engine.lanes() };
  },
  setting(setting) {
    load(setting, false);
    engine.follow(-1);
    for (const outcome of setting.followed) engine.follow(outcome);
    return {};
  },
  describe(setting) {
    load(setting, true);
    engine.describe();
    return JSON.parse(text());
  },
  save(setting) {
    load(setting, false);
    engine.save();
    return text();
  },
  sets() {
    return { count: counted() };
  },
  tell({ arm, seed, replicate }) {
    choose(-1);
    engine.tell(arm, Math.floor(seed / 2 ** 32), seed >>> 0, replicate);
    return { numbers: given(), hash: hashes(1)[0] };
  },
  block({ arm, seed, replicate, set = -1 }) {
    choose(set);
    engine.run_block(arm, Math.floor(seed / 2 ** 32), seed >>> 0, replicate);
    return { numbers: given(), hashes: hashes(engine.lanes()) };
  },
};

self.onmessage = async ({ data }) => {
  try {
    const result = await jobs[data.job](data);
    const moved = result.numbers ? [result.numbers.buffer] : [];
    self.postMessage({ ticket: data.ticket, result }, moved);
  } catch (error) {
    self.postMessage({ ticket: data.ticket, error: String(error && error.message || error) });
  }
};
