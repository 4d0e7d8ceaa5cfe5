'use strict';
// The engine at work, off the page's own thread. One job at a time; what it gives is a copy.
let engine;

const shim = { wasi_snapshot_preview1: new Proxy({}, { get: () => () => 52 }) };

async function begin(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, shim);
  instance.exports._initialize();
  engine = instance.exports;
}

function load(bytes) {
  const at = engine.room(bytes.length);
  new Uint8Array(engine.memory.buffer).set(bytes, at);
  if (!engine.load()) throw new Error('the engine refuses the setting');
}

const given = () => new Float64Array(engine.memory.buffer, engine.numbers(), engine.count()).slice();
const hashes = n => new BigUint64Array(engine.memory.buffer, engine.hashes(), n).slice();

const jobs = {
  async begin({ bytes }) {
    await begin(bytes);
    return { lanes: engine.lanes() };
  },
  setting({ bytes, followed }) {
    load(bytes);
    engine.follow(-1);
    for (const outcome of followed) engine.follow(outcome);
    return {};
  },
  tell({ arm, seed, replicate }) {
    engine.tell(arm, Math.floor(seed / 2 ** 32), seed >>> 0, replicate);
    return { numbers: given(), hash: hashes(1)[0] };
  },
  block({ arm, seed, replicate }) {
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
