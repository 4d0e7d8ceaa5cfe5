// Which levers act, and which move most: found by running the world with them.

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
  const duel = DUEL.map(armOf), arms = [...duel, ...state.case.arms.keys()].filter((arm, n, all) => all.indexOf(arm) === n), { seed } = state, shown = state.batch, { lanes } = workers;
  const net = DATA.outcomes.indexOf('net_value'), enough = membersOf() > 16 ? 1 : TRIED_BLOCKS;
  let acts = false, reach = 0;
  for (const value of triedAt(row)) {
    const setting = settingOf(state.case, { ...state.values, [row.name]: value }, seed), leads = [];
    for (let block = 0; block < TRIED_BLOCKS; ++block)
      for (const arm of arms) {
        if (acts && (!duel.includes(arm) || block >= enough)) continue;
        const first = block * lanes, result = await workers.run(setting, { job: 'block', arm: armNumber(state.case, arm), seed, replicate: first });
        if (mine !== state.generation || !result) return null;
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
  const mine = state.generation, ranks = still.ranked !== state.case.id, reaches = new Map();
  const rows = rowsOf(state.case).filter(row => state.case.values[row.name] && !row.step && !row.change && !whyFixed(row.name));
  rows.sort((a, b) => still.names.has(b.name) - still.names.has(a.name));
  const one = async () => {
    while (rows.length && mine === state.generation) {
      await state.sets?.ready;  // workers that change between settings read them anew each time
      if (mine !== state.generation) return;
      // A value that the scenario does not take is no sign that the lever does nothing.
      const row = rows.shift(), found = await trial(row, mine, ranks).catch(() => ({ acts: true, reach: 0 }));
      if (found === null || mine !== state.generation) return;
      reaches.set(row.name, found.reach);
      if (found.acts === !still.names.has(row.name)) continue;
      if (found.acts) still.names.delete(row.name);
      else still.names.add(row.name);
      draw();
    }
  };
  await Promise.all(Array.from({ length: workers.count }, one));
  if (mine !== state.generation) return;
  if (ranks) {
    still.ranked = state.case.id;
    still.first = [...reaches].filter(([name, reach]) => reach > 0 && canBeDone(name)).sort(([, a], [, b]) => b - a).slice(0, FIRST_LEVERS).map(([name]) => name);
  }
  still.done = true;
  placeLevers();
}
/// Why a lever changes nothing: it waits for another one, or has nothing to act on here.
function whyStill(name) {
  if (name === 'levers.ratings' && !several()) return t('one_team');
  const other = DATA.waits[name];
  const waits = other && state.case.values[other] && state.case.values[other].fixed === undefined && !(valueOf(other) > 0);
  if (waits) return t('waits_for', { lever: leverName(rowOf(state.case, other)) });
  const outside = state.case.tables.some(table => table.founders < table.seats);
  return t(name === 'levers.open' && !outside ? 'nobody_outside' : 'still');
}

