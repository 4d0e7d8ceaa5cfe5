// The last act can be played once more under every set of assumptions that fits the evidence: in how
// many of them does the answer stand? The room predicts that too. Nothing is run for who passes by.

const STANDS = { sets_nearly_all: share => share >= 0.9, sets_most: share => share > 0.5, sets_half: () => true };
const standing = leads => leads.filter(lead => lead > 0).length;

/// Net values at the end in one arm under each set: by set and luck, with the same lucks in all. None
/// where a case cannot be run under the sets.
async function netUnderSets(preset, arm, { values = {}, branch = null } = {}) {
  const setting = settingOf(preset, values, preset.seed), at = DATA.outcomes.indexOf('net_value');
  if (branch !== null) setting.settings.push(`branch.at=${statedMonth(preset, branch)}`);
  const { count } = await engineRun(setting, { job: 'sets' }), { lanes } = workers;
  return Promise.all(Array.from({ length: count }, async (_, set) => {
    const blocks = await Promise.all(Array.from({ length: SET_LUCKS / lanes }, (__, block) =>
      engineRun(setting, { job: 'block', arm: DATA.arms.indexOf(arm), seed: preset.seed, replicate: block * lanes, set })));
    return blocks.flatMap(({ numbers }) => Array.from(numbers.subarray(at * lanes, (at + 1) * lanes)));
  }));
}
/// Of each set the mean by which the first is ahead of the second, and what the lucks allow to say.
const comparedSets = (first, second) => first.map((net, set) => interval(net.map((value, luck) => value - second[set][luck])));

/// In each set, by how much going on ends above stopping in the month that was asked about.
async function leadsOfGoing(staged) {
  const { preset, hardest: { month } } = staged;
  const [go, stop] = [await netUnderSets(preset, TOGETHER), await netUnderSets(preset, ALONE, { branch: month + 1 })];
  return { go, leads: comparedSets(go, stop).map(({ mean }) => mean) };
}
/// What moves a lever in each set, as it was told for the set that the case states; nothing more once
/// another case is staged.
async function movesUnderSets(go) {
  const { staged, levers } = stage;
  for (const lever of levers) {
    if (stage.staged !== staged) return;
    const moved = comparedSets(await netUnderSets(staged.preset, TOGETHER, { values: { [lever.name]: lever.to } }), go).map(movesOf);
    lever.agrees = { count: moved.filter(moves => moves === lever.moves).length, all: moved.length };
  }
}
/// Begins with the sets, once; the levers follow when they are switched on.
function runSetsOfStage() {
  const { staged, other } = stage;
  return stage.sets ??= (async () => {
    const first = await leadsOfGoing(staged), contrary = await leadsOfGoing(other);
    return { first, leads: { first: first.leads, other: contrary.leads } };
  })();
}
function switchOnSets() {
  return stage.setsOn ??= Promise.all([runSetsOfStage(), stage.tried]).then(([{ first }]) => movesUnderSets(first.go));
}

const setsAct = {
  act: 5, steps: 2, needs: () => (stage.step ? runSetsOfStage() : stage.found), skipped: () => stage.setsKnown === 0,
  async show(room, step, fresh) {
    const { other, standsGuess: guess } = stage, { wise } = other.wisdom();
    room.className = 'sets-room';
    const all = stage.setsKnown, asked = s('sets_ask', { what: s(DOING[wise]) });
    if (!step) {
      // While the room thinks about it they are run; not for who passes by.
      const { staged } = stage;
      setTimeout(() => { if (SCREENS[stage.at] === setsAct && stage.staged === staged) runSetsOfStage().catch(trouble); }, 3000);
      head(s('sets_title'), s('sets_sub', { n: all }));
      note(s(guess ? 'sets_close' : 'sets_help'));
      room.innerHTML = `<div class="panel"><p class="ask">${escaped(asked)}</p><div class="answers" role="group" aria-label="${escaped(asked)}">${Object.keys(STANDS).map((answer, k) =>
        `<button type="button" data-answer="${answer}" aria-pressed="${guess === answer}"><b>${k + 1}</b> ${escaped(s(answer))}</button>`).join('')}</div></div>`;
      for (const button of room.querySelectorAll('[data-answer]')) button.addEventListener('click', () => this.guess(button.dataset.answer));
      return undefined;
    }
    const { leads } = await runSetsOfStage();
    const share = standing(leads.other.map(lead => (wise === 'go' ? lead : -lead))) / all, found = Object.keys(STANDS).find(answer => STANDS[answer](share));
    head(guess === found ? s('guess_right', { model: s(found) }) : s('guess_wrong', { room: s(guess), model: s(found) }), s('sets_dots'));
    note(s('sets_no_sample'));
    room.innerHTML = ['first', 'other'].map(key => `<div class="set-row"><p><b>${escaped(named((key === 'first' ? stage.staged : other).preset.title))}</b></p><div class="dots"></div></div>`).join('');
    [...room.querySelectorAll('.dots')].forEach((box, n) => this.draw(box, leads[['first', 'other'][n]]));
    return undefined;
  },
  /// A dot for each set: right of the line going on wins, left of it stopping.
  draw(box, leads) {
    const width = box.clientWidth, height = box.clientHeight, size = small(), r = Math.max(4, 0.26 * em()), most = Math.max(...leads.map(Math.abs), 1e-9), tight = width < 26 * size;
    const go = standing(leads), words = side => s('sets_row', { what: s(DOING[side]), n: side === 'go' ? go : leads.length - go });
    const x = scaleOf([-most, most], [r + 2, width - r - 2]), floor = height - (tight ? 3.3 : 2) * size, taken = [];
    const dots = leads.slice().sort((a, b) => Math.abs(a) - Math.abs(b)).map(lead => {
      const at = x(lead);
      let y = floor - r - 2;
      while (taken.some(([a, b]) => (a - at) ** 2 + (b - y) ** 2 < (2 * r) ** 2)) y -= r / 2;
      taken.push([at, y]);
      return `<circle cx="${places(at)}" cy="${places(Math.max(r, y))}" r="${places(r)}" fill="${lead > 0 ? INKS.go : INKS.stop}" stroke="${INKS.ground}"/>`;
    });
    picture(box, `${words('stop')} ${words('go')}`, `<line x1="0" x2="${width}" y1="${places(floor)}" y2="${places(floor)}" stroke="${INKS.faint}" stroke-width="2"/><line x1="${places(x(0))}" x2="${places(x(0))}" y1="0" y2="${places(floor)}" stroke="${INKS.soft}" stroke-width="2" stroke-dasharray="3 7"/>${dots.join('')}` +
      letters(0, height - (tight ? 1.8 : 0.5) * size, words('stop'), { ink: INKS.stop, weight: 700 }) + letters(width, height - 0.5 * size, words('go'), { ink: INKS.go, weight: 700, anchor: 'end' }));
  },
  guess(answer) {
    stage.standsGuess = answer;
    switchOnSets().catch(trouble);
    for (const button of byId('st-room').querySelectorAll('[data-answer]')) button.setAttribute('aria-pressed', String(button.dataset.answer === answer));
    note(s('sets_close'));
  },
  digit(d, step) {
    const answer = Object.keys(STANDS)[d - 1];
    if (!step && answer) this.guess(answer);
  },
  /// Without a guess it leads on: the sets stay off.
  next(step) {
    if (step || stage.standsGuess) return false;
    pass();
    return true;
  },
};
