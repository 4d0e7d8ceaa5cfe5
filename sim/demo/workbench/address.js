// The address holds what is shown, so that another page opened with it shows the same.

function address() {
  const parts = new URLSearchParams({ s: state.preset, lang: state.language, view: state.view, world: state.world, seed: state.seed, luck: state.luck, month: Math.floor(state.month) });
  for (const [name, value] of Object.entries(state.values)) parts.set(name, value);
  if (several()) parts.set('table', state.table);
  if (hands()) parts.set('votes', state.votes.map(q => q.join('.')).join('-'));
  if (state.closed) parts.set('closed', 1);
  if (isFormer()) parts.set('for', Object.entries(state.voted).map(([name, value]) => `${name}:${value}`).join(';'));
  return `#${parts}`;
}
let written = '';
/// Whether an address leads to the workbench; the others are of the stage.
const ofWorkbench = hash => ['s', 'view', 'votes', 'luck', 'world'].some(name => new URLSearchParams(hash.replace(/^#/, '')).has(name));
function writeAddress() {
  if (state.playing) return;
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
  choosePreset(oneOf('s', DATA.presets.map(({ id }) => id), state.preset));
  state.view = oneOf('view', ['watch', 'predict', 'lesson'], 'watch');
  state.world = oneOf('world', tableArms(), 'together');
  const again = before.preset === state.preset;
  state.seed = whole('seed', 0, Number.MAX_SAFE_INTEGER, again ? before.seed : state.case.seed);
  state.table = whole('table', 0, state.case.tables.length - 1, 0);
  state.luck = whole('luck', 0, 1e6, again ? before.luck : 0);
  for (const [name, text] of parts)
    if (text.trim() !== '' && Number.isFinite(Number(text)) && (state.case.values[name] || datedOf(name))) takeValue(name, Number(text));
  mendValues();
  readVotes(parts);
  // Before the prediction is closed an address shows no more than was played here.
  const played = again && before.seed === state.seed && before.luck === state.luck && textOf(before.values) === textOf(state.values);
  const month = whole('month', 0, state.case.months - 1, 0);
  state.ahead = false;
  state.seen = played ? before.seen : 0;
  state.month = state.closed ? month : Math.min(month, state.seen);
}
function readVotes(parts) {
  if (parts.has('votes')) {
    const votes = parts.get('votes').split('-').map(q => q.split('.').map(n => Math.max(0, Math.min(MOST_HANDS, parseInt(n, 10) || 0))));
    state.votes = questions().map((question, q) => question.answers.map((_, a) => votes[q]?.[a] ?? 0));
    state.closed = parts.get('closed') === '1' && hands() > 0;
    state.voted = !parts.has('for') ? { ...state.values } : Object.fromEntries(parts.get('for').split(';').map(text => text.split(':'))
      .filter(([name, value]) => state.case.values[datedOf(name)?.lever ?? name] && Number.isFinite(Number(value))).map(([name, value]) => [name, Number(value)]));
  }
  const asks = parts.get('ask') === '1', given = parts.has('votes');
  if (isFormer() ? asks || !given && state.ballots.has(ballotOf(state.values)) : !given) findBallot();
}
