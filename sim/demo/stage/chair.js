// One chair on a phone: the same file, opened at #chair=17 or #stoel=17, shows that one world. It is
// run anew there, and it is the same world bit by bit.

/// The number of the chair that an address names; nothing if it names none.
function chairOf(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, '')), chair = Number(parts.get('chair') ?? parts.get('stoel') ?? NaN);
  return Number.isInteger(chair) && chair >= 1 && chair <= 9999 ? chair : null;
}
/// The address of a chair, in the word of the language.
const chairHash = n => `#${s('chair_key')}=${n}&case=${stage.staged.preset.id}`;

const chairAct = {
  act: 0, steps: 2, needs: () => stage.staged.tell(stage.chair).then(told => { stage.own = told; }),
  show(room, step) {
    const { staged, own, chair } = stage, { preset } = staged;
    head(s('chair', { n: chair }), named(preset.title));
    note(step ? s('chair_note') : '');
    room.className = 'chair-room';
    if (!step) {
      room.innerHTML = `<p class="ask">${escaped(s('chair_wait'))}</p><button type="button" class="primary">${escaped(s('chair_open'))}</button>`;
      room.querySelector('button').addEventListener('click', () => forward());
      return;
    }
    const end = preset.months - 1, facts = [s('chair_end', { x: euros(own.run.of('net_value', end)) }), s('chair_goals', { n: number(own.run.of('goals_reached', end)), all: number(preset.goals.length) })];
    const gone = own.run.events.filter(event => event.kind === 'leaves').map(event => s('chair_left', { who: named(preset.organisations[event.organisation]), month: monthIn(preset, event.month) }));
    room.innerHTML = `<div class="bloom"></div><ul class="facts">${[...facts, ...(gone.length ? gone : [s('chair_none_left')])].map((text, n) => `<li${n === 0 ? ' class="green"' : ''}>${escaped(capital(text))}</li>`).join('')}</ul>` +
      `<ul class="facts stands"><li>${escaped(t('working'))}</li></ul><p class="print">${escaped(s('fingerprint'))} <code>${own.run.hash.toString(16).padStart(16, '0')}</code></p>`;
    const line = Float64Array.from({ length: preset.months }, (_, month) => own.run.of('net_value', month));
    const draw = (stop, month) => {
      const box = room.querySelector('.bloom'), lines = stop ? [line, stop] : [line];
      const plot = plotOf(box, preset, { low: Math.min(0, ...lines.flatMap(one => [...one])), high: Math.max(0, ...lines.flatMap(one => [...one])), right: 0.4 * em(), mark: month ?? null });
      picture(box, facts.join(' '), plot.frame + (stop ? `<path d="${pathOf(stop.subarray(month), n => plot.x(n + month), plot.y)}" fill="none" stroke="${INKS.stop}" stroke-width="4" stroke-dasharray="10 5"/>` : '') +
        `<path d="${pathOf(line, plot.x, plot.y)}" fill="none" stroke="${INKS.go}" stroke-width="5"/>`);
    };
    draw(null);
    staged.stopped().then(() => {
      if (SCREENS[stage.at] !== chairAct || !room.querySelector('.stands')) return;
      const known = chair < preset.replicates, { month } = staged.hardest, stop = known ? staged.stop.net[chair] : null;
      draw(stop, month);
      room.querySelector('.stands').innerHTML = [...(stop ? [s('chair_stopped', { month: monthIn(preset, month), x: euros(last(stop)) })] : []),
        ...(known ? staged.divisions().map(division => `${s('stand_if', { what: s(division.key, { month: division.month === undefined ? '' : monthIn(preset, division.month) }) })} – ${s(division.holds(chair) ? 'you_stand' : 'you_sit')}`) : [])]
        .map((text, n) => `<li${stop && n === 0 ? ' class="red"' : ''}>${escaped(text)}</li>`).join('');
    }).catch(trouble);
  },
};
