// The commitment walk, and the sheet of a partner: what it sees, may and wants.

let walk = null;  // the picture
function drawWalk(box) {
  walk = new Walk(box, state.case, tableNow(), teamsOf(tableNow()), worldRun(), organisationName, {
    low: t('walk_low'), middle: t('walk_middle'), high: t('walk_high'), axis: t('walk_axis'), arrows: t('walk_arrows'), links: t('links'), fewLinks: t('links_few'),
    title: t(several() ? 'walk_of_table' : 'walk_of', { world: armName(state.world), table: tableName() }),
    waits: t('waits'), elsewhere: t('elsewhere'), pulls: t('pulls'),
    kind: named, here: (n, all) => (n === all ? number(n) : t('walk_here', { n, all })),
    left: event => t('left', { month: monthName(event.month), reason: reasonName(event.reason) }),
    ended: event => t('walk_ended', { month: monthName(event.month), reason: reasonName(event.reason) }),
  });
  walk.partners.forEach((partner, seat) => {
    partner.addEventListener('pointerenter', () => showCard(seat));
    partner.addEventListener('focus', () => showCard(seat));
    partner.addEventListener('pointerleave', soonHideCard);
    partner.addEventListener('blur', soonHideCard);
    partner.addEventListener('keydown', stepAlong);
  });
}
/// Who stands where, and in words for who listens.
function showWalk() {
  if (state.view === 'watch') walk.show(state.month);
  const month = Math.floor(state.month);
  walk.svg.setAttribute('aria-label', `${walk.label} ${walkText()}`);
  walk.partners.forEach((partner, seat) => {
    const gone = walk.absence(seat, month);
    partner.setAttribute('aria-label', `${organisationName(organisationAt(seat))}: ${gone || percent(walk.commitment(seat, month))}`);
  });
}
/// Arrows go from partner to partner: with many of them only one is a stop of the tabulator.
function stepAlong(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const seat = walk.next(Number(event.currentTarget.dataset.seat), step);
  if (walk.crowded) walk.partners.forEach((partner, n) => partner.setAttribute('tabindex', n === seat ? 0 : -1));
  walk.partners[seat].focus();
}

/// The walk in a sentence: who is at the table, and who carries most and least.
function walkText() {
  const month = Math.floor(state.month), here = walk.partners.map((_, seat) => seat).filter(seat => !walk.absence(seat, month)).sort((a, b) => walk.commitment(b, month) - walk.commitment(a, month));
  if (!here.length) return t('walk_nobody', { month: monthName(month, 'long') });
  const one = seat => ({ who: organisationName(organisationAt(seat)), x: percent(walk.commitment(seat, month)) }), most = one(here[0]), least = one(here.at(-1));
  return t('walk_says', { month: monthName(month, 'long'), n: number(here.length), all: number(walk.size), most: most.who, x: most.x, least: least.who, y: least.x });
}

const WalkBox = () => h('section', { id: 'walk-box', class: 'box' },
  h('div', { class: 'box-head' }, h('h2', { id: 'walk-title' }, t('walk')), h('div', { id: 'which-world', class: 'tabs small', role: 'group', 'aria-label': t('walk') }, tableArms().map(world => h(WorldButton, { key: world, world })))),
  state.runs ? h(Picture, { id: 'walk', key: 'walk', of: [state.runs, state.table, state.world, state.language], make: drawWalk, show: showWalk }) : h('div', { id: 'walk', key: 'none' }, t('working')));

// ---- the partner's sheet ------------------------------------------------------------------------

function portrait(seat) {
  const month = Math.floor(state.month), run = worldRun(), organisation = organisationAt(seat);
  const table = tableNow(), at = table.seat + seat;
  const of = (name, entry) => run.of(name, month, entry);
  const pair = (name, i, j) => of(name, table.pair + i * table.seats + j);
  const others = Array.from({ length: table.seats }, (_, j) => j).filter(j => j !== seat && walk.sits(j, month));
  const mean = of => (others.length ? others.reduce((sum, j) => sum + of(j), 0) / others.length : NaN);
  const decision = run.decisions.filter(d => d.seat === at && d.month <= month).pop();
  const aims = run.seats[at].aspirations;
  const first = aims.indexOf(Math.max(...aims));
  const block = decision ? DATA.reasons[decision.block] : 'none';
  return {
    title: `${organisationName(organisation)} – ${monthName(month)}`,
    sees: [
      t('trust_in_others', { x: percent(mean(j => pair('trust', seat, j))) }),
      t('trusted', { x: percent(mean(j => pair('trust', j, seat))) }),
      t('knows', { x: percent(mean(j => pair('knowledge', seat, j))) }),
      t('mission_fits', { x: percent(of('alignment', at)) }),
    ],
    may: [
      t('mandate', { x: percent(run.seats[at].mandate) }),
      t('home_knows', { x: percent(of('anchoring', at)) }),
      t('white_space', { x: `${number(100 * of('white_space', organisation), 1)} %` }),
      t('budget', { x: money(of('open_budget', organisation)) }),
      block === 'none' ? t('unblocked') : t('blocked', { reason: reasonName(block) }),
    ],
    wants: [
      t('ownership', { x: percent(of('ownership', at)) }),
      t('motivation', { x: percent(of('motivation', at)) }),
      t('satisfied', { x: percent(of('satisfaction', at)) }),
      ...(decision ? [`${t('worth', { x: `${number(decision.valueTogether, 2)} €` })}${decision.aloneOpen ? ` ${t('worth_alone', { x: `${number(decision.valueAlone, 2)} €` })}` : ''}`] : []),
      t('pledges', { x: money(of('effort', at)) }),
      t('first_aim', { goal: `${first + 1} ${named(state.case.goals[table.goal + first])}` }),
    ],
  };
}
class Card extends Component {
  componentDidUpdate() {
    const partner = walk?.partners[state.card];
    if (!partner) return;
    const place = partner.getBoundingClientRect(), size = this.base.getBoundingClientRect(), below = place.bottom + 6 + size.height < innerHeight;
    this.base.style.left = `${Math.max(8, Math.min(innerWidth - size.width - 8, place.left - size.width / 2))}px`;
    this.base.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - size.height - 6)}px`;
  }
  render() {
    const shown = state.card >= 0 && state.runs, { title, ...parts } = shown ? portrait(state.card) : {};
    return h('div', { id: 'card', role: 'tooltip', hidden: !shown, onPointerLeave: soonHideCard }, shown ? [h('h3', null, title), h('div', null, ['sees', 'may', 'wants'].map(key =>
      h('section', { key }, h('h4', null, t(key)), h('ul', null, parts[key].map((line, n) => h('li', { key: n }, line))))))] : null);
  }
}
let hiding = 0;
function showCard(seat) {
  clearTimeout(hiding);
  walk.partners[seat].setAttribute('aria-describedby', 'card');
  state.card = seat;
  draw();
  walk.hold(seat, state.month);
}
/// The card stays while the pointer is on it, and while its partner has the focus.
function soonHideCard() {
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    if (document.activeElement !== walk?.partners[state.card] && !byId('card').matches(':hover')) hideCard();
  }, 180);
}
function hideCard() {
  clearTimeout(hiding);
  if (state.card < 0) return;
  state.card = -1;
  walk?.hold(-1, state.month);
  draw();
}
