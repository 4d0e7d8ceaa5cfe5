// What is printed: slips for the chairs, and the kit of who teaches.

/// Where a phone finds this page: nothing if it was opened as a file, until somebody says where it lies.
const addressOfPage = () => stage.where ?? (location.protocol.startsWith('http') ? location.href.replace(/#.*/, '') : '');
/// A QR code that holds a text.
function qrPicture(text) {
  const { data, size } = libraries.qrCode(text, { ecc: 'M', border: 2 });
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escaped(`QR: ${text}`)}" data-holds="${escaped(text)}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" shape-rendering="crispEdges" d="${rows}"/></svg>`;
}
/// What a phone needs, and a field for the address at which it finds the page.
const addressField = () => `<div class="where"><p id="where-help">${escaped(s(addressOfPage() ? 'where_known' : 'where_unknown'))}</p><label><span>${escaped(s('where'))}</span> <input type="url" placeholder="https://…" aria-describedby="where-help" value="${escaped(addressOfPage())}"></label></div>`;

/// A sheet over the page, with buttons that print it and lead back.
async function openPaper(kind) {
  const paper = byId('paper'), before = document.body.dataset.place;
  document.body.dataset.place = 'paper';
  paper.hidden = false;
  paper.innerHTML = `<p role="status">${escaped(t('working'))}</p>`;
  await Promise.all([stage.staged.stopped(), stage.staged.middle(), kind === 'kit' ? stage.tried : null]);
  const sheets = { slips, kit }[kind];
  paper.innerHTML = `<div class="tools"><button type="button" class="print-it primary">${escaped(s('print'))}</button><button type="button" class="back">${escaped(s('back'))}</button>${addressField()}</div><div class="sheets">${sheets()}</div>`;
  paper.querySelector('.where input').addEventListener('input', event => {
    stage.where = /^https?:\/\/[^\s#]+/.exec(event.target.value.trim())?.[0] ?? '';
    byId('where-help').textContent = s(stage.where ? 'where_known' : 'where_unknown');
    paper.querySelector('.sheets').innerHTML = sheets();
  });
  paper.querySelector('.print-it').addEventListener('click', () => print());
  paper.querySelector('.back').addEventListener('click', () => {
    paper.hidden = true;
    paper.replaceChildren();
    document.body.dataset.place = before;
    show(false);
  });
  paper.querySelector('.print-it').focus();
}

/// A slip for each chair: its number, its address, and folded away what its table did.
function slips(level = 'h1') {
  const { staged } = stage, { preset, arms: { together }, hardest: { month } } = staged, divisions = staged.divisions();
  const where = addressOfPage();
  const asked = division => s('stand_if', { what: s(division.key, { month: division.month === undefined ? '' : monthIn(preset, division.month) }) });
  const lines = staged.chairNumbers().map(n => together.net[n]), low = Math.min(0, ...lines.flatMap(line => [...line])), high = Math.max(...lines.map(line => Math.max(...line)), 1);
  const spark = line => `<svg viewBox="0 0 160 50" aria-hidden="true"><path d="M0 ${places(50 * high / (high - low))}H160" stroke="#888"/><path d="${pathOf(line, n => 160 * n / (preset.months - 1), value => 48 - 46 * (value - low) / (high - low))}" fill="none" stroke="#000" stroke-width="2"/></svg>`;
  return `<${level}>${escaped(s('slips_title', { case: named(preset.title) }))}</${level}><p>${escaped(s('slips_help'))}</p><div class="slips">${staged.chairNumbers().map(n =>
    `<article class="slip"><div class="outside"><b>${escaped(s('chair', { n }))}</b><p>${escaped(s('slip_closed'))}</p>${qrPicture(`${where}${chairHash(n)}`)}<p class="mono">${escaped(`${where || s('this_file')}${chairHash(n)}`)}</p></div>` +
    `<div class="inside">${spark(together.net[n])}<p>${escaped(s('chair_end', { x: euros(last(together.net[n])) }))} ${escaped(s('chair_stopped', { month: monthIn(preset, month), x: euros(last(staged.stop.net[n])) }))}</p>` +
    `${divisions.map(division => `<p>${escaped(asked(division))} <b>${escaped(s(division.holds(n) ? 'you_stand' : 'you_sit'))}</b></p>`).join('')}</div></article>`).join('')}</div>`;
}

/// Where the middle of all tables goes: how deep, and when it is above nought for good.
function lineFinding({ preset, arms: { together } }) {
  const line = medianLine(together.net), deepest = lowest(line), red = line.findLastIndex(value => value < 0);
  if (line[deepest] >= 0) return s('finding_up', { x: euros(last(line)) });
  const fell = { x: euros(line[deepest]), month: monthIn(preset, deepest) };
  return red === line.length - 1 ? s('finding_red', fell) : s('finding_dip', { ...fell, later: monthIn(preset, red + 1) });
}
/// What comes out in the last act, as far as it is known yet.
function lastFindings() {
  const { other, levers, staged: { preset } } = stage, turn = other?.wisdom();
  return {
    other: turn ? s('finding_turn', { case: named(other.preset.title), what: s(DOING[turn.wise]), n: number(turn[turn.wise]), all: number(turn.all) }) : '…',
    levers: levers ? s('finding_levers', { list: levers.map(({ row, moves }) => `${leverName(row, preset)} ${SIGNS[moves]}`).join(', ') }) : '…',
  };
}
/// The script of who teaches, with what comes out of the case.
function script() {
  const { staged } = stage, { preset, told, hardest: { month }, arms: { together, alone }, stop } = staged, { go, all } = staged.wisdom(), balance = told.run.of('net_value', month), back = lookingBack(staged), [division] = staged.divisions();
  const filled = {
    case: named(preset.title), question: named(preset.question), people: numeral(told.table.seats), from: yearIn(preset, 0), to: yearIn(preset, preset.months - 1), month: monthIn(preset, month),
    balance: euros(balance), about: inPeople(preset, balance), going: euros(median(together.net.map(last))), stopping: euros(median(stop.net.map(last))), never: euros(median(alone.net.map(last))),
    best: number(back.count), deeper: number(back.deeper), go: number(go), all: number(all), chairs: number(staged.chairs),
    line: lineFinding(staged), standing: number(division.count), worlds: number(WORLDS), without: number(together.ends.slice(0, WORLDS).filter(end => suffices(preset, end)).length), ...lastFindings(),
    first: s('stand_if', { what: s(division.key, { month: division.month === undefined ? '' : monthIn(preset, division.month) }) }),
  };
  const template = byId(`kit-${state.language}`) ?? byId('kit-en');
  return template.innerHTML.replace(/\{(\w+)\}/g, (whole, name) => (name === 'branches' ? branchesPicture(staged) : name in filled ? escaped(filled[name]) : whole));
}
/// Both branches in all lucks, on paper.
function branchesPicture({ preset, arms: { together }, stop, hardest: { month } }) {
  const width = 640, height = 250, every = [...together.net, ...stop.net], x = scaleOf([0, preset.months - 1], [4, width - 150]), y = scaleOf([Math.min(0, ...every.flatMap(line => [...line])), Math.max(1, ...every.map(last))], [height - 26, 8]);
  const family = (lines, ink, more) => `<g fill="none" stroke="${ink}" opacity=".35" ${more}>${lines.map(line => `<path d="${pathOf(line.subarray(month), n => x(n + month), y)}"/>`).join('')}</g>`;
  const middle = (lines, ink, more) => `<path d="${pathOf(medianLine(lines).subarray(month), n => x(n + month), y)}" fill="none" stroke="${ink}" stroke-width="4" ${more}/>`;
  const said = (lines, ink, side) => `<text x="${width - 142}" y="${places(y(last(medianLine(lines))) + 5)}" font-size="15" font-weight="700" fill="${ink}">${escaped(s(DOING[side]))}</text>`;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(['go', 'stop'].map(side => `${capital(s(DOING[side]))}: ${s('middle', { x: euros(last(medianLine(side === 'go' ? together.net : stop.net))) })}`).join('; '))}" ${FONT}><path d="M4 ${places(y(0))}H${width - 150}" stroke="#6a7178"/><path d="M${places(x(month))} 4V${height - 22}" stroke="#6a7178" stroke-dasharray="3 5"/>` +
    `<path d="${pathOf(medianLine(together.net).subarray(0, month + 1), x, y)}" fill="none" stroke="#1a1d21" stroke-width="4"/>${family(stop.net, '#b34700', 'stroke-dasharray="8 4"')}${family(together.net, '#00714f', '')}${middle(stop.net, '#b34700', 'stroke-dasharray="14 6"')}${middle(together.net, '#00714f', '')}` +
    `${said(together.net, '#00714f', 'go')}${said(stop.net, '#b34700', 'stop')}<text x="4" y="${height - 6}" font-size="14" fill="#4d545c">${yearIn(preset, 0)}</text><text x="${places(x(month))}" y="${height - 6}" font-size="14" text-anchor="middle" fill="#1a1d21">${escaped(monthIn(preset, month))}</text><text x="${width - 150}" y="${height - 6}" font-size="14" text-anchor="end" fill="#4d545c">${yearIn(preset, preset.months - 1)}</text></svg>`;
}
/// The kit: the script, two slides and a worksheet, with the slips behind them.
const kit = () => `<article class="kit">${script()}</article><div class="new-page">${slips('h2')}</div>`;
