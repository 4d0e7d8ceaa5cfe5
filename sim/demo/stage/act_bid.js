// The end is given, and the room bids for it: which levers, and from when on. The engine answers in how
// many of a hundred worlds that suffices for all goals.

const WORLDS = 100, BID_LEVERS = 4;
/// Levers one can bid: those that can change on the way, each as the last act moves it.
const bidLevers = preset => (preset.stage?.levers ?? DATA.stage).map(name => ({ name, push: rowOf(preset, name)?.changes ? pushed(preset, name) : null })).filter(({ push }) => push).slice(0, BID_LEVERS);
/// From the start, or after a third or two thirds of the time.
const bidMonths = preset => [0, 1, 2].map(third => Math.round(preset.months * third / 3));
const bidValues = preset => Object.fromEntries(bidLevers(preset).flatMap(({ name, push: { to } }, n) => {
  const from = bidMonths(preset)[stage.bids[n] - 1];
  return from === undefined ? [] : [[from === 0 ? name : `${name}@${from}`, to]];
}));
const suffices = (preset, ends) => ends.goals_reached > preset.goals.length - 0.5;

/// Whether the bid suffices in each world; run once for each bid.
function answerToBid() {
  const { preset } = stage.staged, values = bidValues(preset), key = JSON.stringify(values);
  return stage.answers[key] ??= lucksOf(preset, TOGETHER, WORLDS, { values }).then(({ ends }) => ends.map(end => suffices(preset, end)));
}

const bidAct = {
  act: 4, steps: 2, needs: () => Promise.all([stage.staged.stopped(), stage.step ? answerToBid() : null]), skipped: () => bidLevers(stage.staged.preset).length === 0,
  async show(room, step) {
    const { staged } = stage, { preset } = staged, year = yearIn(preset, preset.months - 1);
    room.className = 'bid-room';
    head(s('bid_title', { year }), s(step ? 'bid_dots' : 'bid_ask'));
    if (!step) {
      note(s(stage.bids.some(Boolean) ? 'bid_close' : 'bid_help'));
      room.innerHTML = `<div class="answers" role="group" aria-label="${escaped(s('bid_ask'))}">${bidLevers(preset).map(({ push: { row, from, to } }, n) => {
        const months = bidMonths(preset)[stage.bids[n] - 1], what = row.choices.length ? `${leverName(row, preset)}: ${choiceName(row.choices[to])}` : `${leverName(row, preset)} ${to > from ? '↑' : '↓'}`;
        return `<button type="button" data-bid="${n}" aria-pressed="${Boolean(stage.bids[n])}"><b>${n + 1}</b> <span>${escaped(capital(what))}</span> <i>${escaped(months === undefined ? s('bid_off') : s('bid_from', { year: yearIn(preset, months) }))}</i></button>`;
      }).join('')}</div>`;
      for (const button of room.querySelectorAll('[data-bid]')) button.addEventListener('click', () => this.bid(Number(button.dataset.bid)));
      return;
    }
    const now = await answerToBid(), was = staged.arms.together.ends.slice(0, WORLDS).map(end => suffices(preset, end)), count = all => number(all.filter(Boolean).length);
    note(s('bid_told', { n: count(now), all: number(now.length), was: count(was) }));
    byId('st-note').classList.add('told');
    const width = room.clientWidth, height = room.clientHeight, columns = width > height ? 20 : 10, rows = WORLDS / columns, pitch = Math.min(width / columns, height / rows), left = (width - pitch * columns) / 2, top = (height - pitch * rows) / 2;
    picture(room, byId('st-note').textContent, now.map((yes, n) => `<circle cx="${places(left + pitch * (n % columns + 0.5))}" cy="${places(top + pitch * (Math.floor(n / columns) + 0.5))}" r="${places(0.36 * pitch)}" fill="${yes ? INKS.go : 'none'}" stroke="${yes ? INKS.go : INKS.faint}" stroke-width="3"/>`).join(''));
  },
  /// Not, from the start, later, latest, and not again.
  bid(n) {
    stage.bids[n] = (stage.bids[n] + 1) % (bidMonths(stage.staged.preset).length + 1);
    const held = document.activeElement?.dataset?.bid;
    this.show(byId('st-room'), 0);
    if (held !== undefined) byId('st-room').querySelector(`[data-bid="${held}"]`).focus();
  },
  digit(d, step) {
    if (!step && bidLevers(stage.staged.preset)[d - 1]) this.bid(d - 1);
  },
  /// Without a bid it leads on.
  next(step) {
    if (step || stage.bids.some(Boolean)) return false;
    pass();
    return true;
  },
};
