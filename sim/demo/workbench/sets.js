// The answer under each set of common parameters that fits the evidence, with the same lucks in all: of
// each set the mean by which the first world of the answer is ahead of the second.

const SET_LUCKS = 32;
function runSets() {
  if (timing.all === null) return null;  // first the runs of the answer
  if (!state.sets) {
    state.sets = { all: null, lucks: SET_LUCKS, leads: [], done: false };
    state.sets.ready = leadsOfSets(state.sets);
  }
  return state.sets.ready;
}
async function leadsOfSets(own) {
  const mine = state.generation, { setting, seed, case: preset } = state, { lanes } = workers;
  const told = await workers.run(setting, { job: 'sets' });
  if (mine !== state.generation || !told) return;
  own.all = told.count;
  const waiting = Array.from({ length: own.all }, (_, set) => set);
  const one = async () => {
    while (waiting.length) {
      const set = waiting.shift(), lucks = new Batch(preset, own.lucks);
      for (const arm of DUEL.map(armOf))
        for (let first = 0; first < own.lucks; first += lanes) {
          const result = await workers.run(setting, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first, set });
          if (mine !== state.generation || !result) return;
          lucks.add(arm, first, lanes, result);
        }
      const [ours, theirs] = DUEL.map(arm => lucks.endsOf(armOf(arm), 'net_value'));
      own.leads[set] = interval(ours.map((value, luck) => value - theirs[luck])).mean;
      draw();
    }
  };
  await Promise.all(Array.from({ length: workers.count }, one));
  if (mine !== state.generation) return;
  own.done = true;
  timing.sets = performance.now() - timing.began;
  draw();
  if (byId('sets').textContent) say(byId('sets').textContent);
}
/// In how many sets the world that the answer puts first is ahead, and between what its lead lies.
function setsText() {
  const { batch, sets } = state, [ours, theirs] = DUEL.map(arm => batch.outcome(armOf(arm), 'net_value'));
  const sign = interval(ours.map((value, k) => value - theirs[k])).mean >= 0 ? 1 : -1;
  const [first, second] = (sign > 0 ? DUEL : [...DUEL].reverse()).map(armName);
  const leads = sets.leads.map(lead => sign * lead), low = Math.min(...leads), high = Math.max(...leads), scale = Math.max(Math.abs(low), Math.abs(high));
  return [t('ahead', { n: leads.filter(lead => lead > 0).length, all: sets.all, first, second, where: '', low: money(low, scale), high: money(high, scale) }, 'ensemble'),
    `${t('sets_lucks', { n: sets.lucks })} ${t('no_sample', {}, 'ensemble')}`];
}
/// Nothing where the scenario cannot be run under the sets, and nothing before the vote is closed.
function Sets() {
  const { sets, batch } = state, found = sets?.leads.filter(lead => lead !== undefined).length ?? 0;
  const told = state.closed && state.view === 'predict' && sets?.all !== 0, [first, second] = told && sets?.done && batch ? setsText() : [];
  return h('p', { id: 'sets' }, !told ? null : first ? [h('b', null, first), ` ${second}`] : sets?.all ? t('sets_running', { n: found, all: sets.all }) : '…');
}
