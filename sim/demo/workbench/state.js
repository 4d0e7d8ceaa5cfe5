// The state of the workbench, all of it in one object, and how it is drawn: components read it, what one
// does changes it, and `draw` shows it. The stage shares its language, its cases and the engine.

const { Component, h, render } = libraries;
const byId = id => document.getElementById(id);
const el = (html) => {
  const holder = document.createElement('template');
  holder.innerHTML = html.trim();
  return holder.content.firstChild;
};
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const state = {
  // What the address holds.
  preset: (presetOf('hefboom8') ?? DATA.presets[0]).id, language: 'en', view: 'watch', world: 'together', values: {}, seed: 0, luck: 0, table: 0, month: 0,
  votes: [], closed: false, voted: {},
  // The scenario that is shown, and what was run of it in the setting that is shown.
  case: null, setting: null, generation: 0, runs: null, batch: null, sets: null, points: new Map(), work: 1, busy: false,
  /// Levers that change nothing at present, found by running the world with them: the hashes of all
  /// runs tried are those of the runs shown. `done` once all were tried in the setting that is shown.
  /// `first` are those that move most in the scenario `ranked`, each moved alone.
  still: { names: new Set(), done: false, first: [], ranked: '' },
  /// Where levers stand. They move to another place when all were tried, and not while one is held.
  places: { first: [], idle: new Set() },
  // What the room has done: months it saw, its votes by scenario and setting, what it kept to compare.
  seen: 0, ballots: new Map(), kept: null, axes: new Map(), tips: null,
  // What is open and how it is looked at.
  playing: false, speed: '8', told: -1, ahead: false, measure: 'net_value', story: null, storyArm: null, card: -1, explained: null, unfolded: new Set(), copied: false, byHand: '', width: innerWidth,
};
state.case = presetOf(state.preset);
const { still, places } = state;
const timing = {};
/// The engine.
let workers;

/// Shows the state. What follows from it is begun afterwards.
function draw() {
  if (!state.begun) return;
  render(h(Workbench), byId('workbench'));
  pursue();
}

/// What was computed of the same things is not computed again.
const computed = new Map();
function once(name, of, compute) {
  const known = computed.get(name);
  if (known && of.every((one, n) => one === known.of[n])) return known.value;
  const value = compute();
  computed.set(name, { of, value });
  return value;
}

/// A box that draws its picture itself: `make(box)` when one of the things it is `of` is another, and
/// `show(box)` whenever the state is shown.
class Picture extends Component {
  componentDidMount() { this.drawn(null); }
  componentDidUpdate(before) { this.drawn(before); }
  drawn(before) {
    const { of, make, show } = this.props;
    if (!before || of.some((one, n) => one !== before.of[n])) make(this.base);
    show?.(this.base);
  }
  render({ id }) { return h('div', { id }); }
}

/// A list one chooses from: `options` are pairs of value and text.
const Choice = ({ id, label, options, value, hidden = false, field = null, onChoose }) => h('label', { class: 'field', ...(field && { id: field }), hidden }, h('span', null, label),
  h('select', { id, 'aria-label': label, value, onChange: event => onChoose(event.target.value) }, options.map(([option, text]) => h('option', { key: option, value: option }, text))));
const Button = ({ id, class: kind, disabled = false, hidden = false, children, onClick }) => h('button', { type: 'button', id, class: kind, disabled, hidden, onClick }, children);

/// Read out, politely.
function say(text) {
  byId('live').textContent = text;
}
function trouble(error) {
  byId('trouble').textContent = t('failed', { why: error.message });
}
