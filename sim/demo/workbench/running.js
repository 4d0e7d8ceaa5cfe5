// Running: the luck that is told in full, and many lucks of all worlds.

/// The workers, which stage and workbench share.
function startEngine() {
  workers ??= new Workers(Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)));
}

async function tellRuns() {
  const mine = state.generation, { luck, seed, setting } = state;
  const results = await Promise.all(state.case.arms.map((_, arm) => workers.run(setting, { job: 'tell', arm: armNumber(state.case, arm), seed, replicate: luck }, true)));
  if (mine !== state.generation || luck !== state.luck || results.includes(null)) return;
  state.runs = results.map(result => toldRun(state.case, result));
  timing.told = performance.now() - timing.began;
  showRuns();
}

async function runBatch() {
  const mine = state.generation, own = new Batch(state.case, state.case.replicates), { seed, setting } = state, jobs = [];
  let done = 0;
  for (let first = 0; first < state.case.replicates; first += workers.lanes)
    for (let arm = 0; arm < state.case.arms.length; ++arm)
      jobs.push(workers.run(setting, { job: 'block', arm: armNumber(state.case, arm), seed, replicate: first }).then(result => {
        if (mine !== state.generation || !result) return;
        own.add(arm, first, workers.lanes, result);
        if (own.complete.length) state.batch = own;  // until then the answer of before stays
        if (timing.bands === null && own.complete.length >= workers.lanes) timing.bands = performance.now() - timing.began;
        state.work = ++done / jobs.length;
        soonDraw(own.complete.length < 40 ? 30 : 250);
      }));
  await Promise.all(jobs);
  if (mine !== state.generation) return;
  timing.all = performance.now() - timing.began;
  draw();
  if (state.closed && state.view === 'predict') say(answerText()[0] ?? '');
  afterBatch().catch(trouble);
}
/// While nothing else is asked of the workers: the sets, and which levers act; first what is shown.
async function afterBatch() {
  const mine = state.generation;
  for (const task of state.closed ? [runSets, findStill] : [findStill, runSets])
    if (mine === state.generation) await task();
}
let drawing = 0;
function soonDraw(milliseconds) {
  drawing ||= setTimeout(() => {
    drawing = 0;
    draw();
  }, milliseconds);
}

/// Tables that are drawn are others with another seed: who sits where is asked of the engine.
async function seatAnew() {
  const mine = state.generation, { seed, case: preset } = state;
  if ((preset.seated ?? preset.seed) === seed) return;
  const { goals, organisations, kinds, tables, seats } = await workers.make('describe', settingOf(preset, {}, seed));
  if (mine !== state.generation) return;
  state.case = { ...preset, goals, organisations, kinds, tables, seats, seated: seed };
  state.table = Math.min(state.table, tables.length - 1);
  clearRuns();
  speak();
}

/// The setting has changed: everything is run anew.
async function renew() {
  const mine = ++state.generation;
  byId('trouble').textContent = '';
  workers.forget();
  still.done = false;
  Object.assign(state, { sets: null, work: 0, busy: true, setting: settingOf(state.case, state.values, state.seed, FOLLOWED.map(name => DATA.outcomes.indexOf(name))) });
  timing.began = performance.now();
  timing.told = timing.bands = timing.all = timing.sets = null;
  draw();
  try {
    await seatAnew();
    if (mine !== state.generation) return;
    await Promise.all([tellRuns(), runBatch()]);
  } catch (error) {
    trouble(error);
  }
  if (mine !== state.generation) return;
  state.busy = false;
  draw();
}
let renewing = 0;
function soonRenew() {
  clearTimeout(renewing);
  renewing = setTimeout(renew, 60);
}

/// Another scenario: what was shown was of the one before.
function clearRuns() {
  Object.assign(state, { runs: null, batch: null, sets: null });
  hideCard();
}
/// A new run, or the same of another table or world.
function showRuns() {
  if (!state.runs) return draw();
  state.told = -1;
  hideCard();
  showMonth();
}
