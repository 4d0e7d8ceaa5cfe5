// Sharing: the address, the scenario as a file, the picture, and a scenario of one's own.

function download(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(t('saved', { file: name }));
}
async function copyLink() {
  writeAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    Object.assign(state, { byHand: '', copied: true });
    say(t('copied'));
    setTimeout(() => {
      state.copied = false;
      draw();
    }, 2500);
    draw();
  } catch {
    state.byHand = location.href;
    draw();
    byId('by-hand').querySelector('input').select();
  }
}
const fileOfState = () => scenarioFile(state.case, state.values, state.seed, Math.max(state.case.replicates, state.luck + 1));
const saveScenario = () => fileOfState().then(text => download(`samen-${state.case.id}.toml`, new Blob([text], { type: 'text/plain' }))).catch(trouble);

/// A scenario of one's own joins the others; nothing where something is wrong with it, and all of that is said.
async function ownScenario(input) {
  const [file] = input.files;
  if (!file) return null;
  input.value = '';
  const toml = await file.text(), id = file.name.replace(/\.toml$/, '');
  const own = { id, file: file.name, values: {} };
  byId('trouble').textContent = '';
  try {
    Object.assign(own, await workers.make('describe', { file: own.file, toml, settings: [] }));
  } catch (error) {
    byId('trouble').textContent = error.message;
    return null;
  }
  DATA.files[own.file] = toml;
  DATA.presets = [...DATA.presets.filter(other => other.id !== id), own];
  return own;
}
async function openScenario(input) {
  const own = await ownScenario(input);
  if (own) openCase(own.id);
}

/// What one sees, as a sheet of its own.
function sheet() {
  const month = Math.floor(state.month);
  const lines = [{ text: named(state.case.title), size: 24, weight: 700 }, { text: named(state.case.question), size: 16 },
    { text: `${whatDiffers()} · ${t('luck', { n: state.luck, seed: state.seed })}${state.view === 'watch' ? ` · ${monthName(month, 'long')}${several() ? ` · ${tableName()}` : ''}` : ''}`, size: 14 }];
  const fan = byId('fan').querySelector('svg');
  if (state.view === 'predict' && fan) {
    const [answer, ...small] = answerText();
    lines.push({ text: answer, size: 18, weight: 600 }, ...[...small, ...(state.sets?.done && state.sets.all ? setsText() : [])].map(text => ({ text, size: 14 })));
    return sheetPicture(lines, [[fan]]);
  }
  const rows = worldRows(month), goals = goalsNow().length;
  const worlds = worldsPicture(state.case.arms.map(name => ({ name, text: armName(name) })),
    [rows[0], { label: goalsName(), cells: [] }, ...rows.slice(1, goals + 1), { label: ledgerName(), cells: [] }, ...rows.slice(goals + 1)]);
  return sheetPicture(lines, [[byId('walk').firstChild, worlds], [byId('timeline').firstChild]]);
}
function savePicture() {
  const { svg, width, height } = sheet(), name = `samen-${state.case.id}`;
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => download(`${name}.png`, blob), 'image/png');
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

const Share = () => h('details', { id: 'share', class: 'menu' }, h('summary', null, t('share')), h('div', { class: 'menu-body' },
  h(Button, { id: 'copy-link', onClick: copyLink }, t(state.copied ? 'copied' : 'copy_link')),
  h(Button, { id: 'save-scenario', onClick: saveScenario }, t('save_scenario')),
  h(Button, { id: 'save-picture', onClick: savePicture }, t('save_picture')),
  h('label', null, h('span', null, t('open_scenario')), ' ', h('input', { type: 'file', id: 'open-scenario', accept: '.toml', onChange: event => openScenario(event.target).catch(trouble) })),
  h('label', { id: 'by-hand', hidden: !state.byHand }, h('span', null, t('copy_by_hand')), h('input', { type: 'text', readOnly: true, value: state.byHand }))));
