// What a screen reader is given: the accessibility tree of the browser, by roles, names and order.

const WORKED = ['button', 'combobox', 'slider', 'spinbutton', 'textbox', 'link', 'progressbar', 'dialog', 'DisclosureTriangle'];
/// Words of a picture that say something take more than a name.
const LEAST_LETTERS = 20;

/// The nodes that are not passed over, in reading order.
export async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name, description, properties = [] }) => ({
    role: role.value, name: (name?.value ?? '').trim(), description: description?.value ?? '', ...Object.fromEntries(properties.map(({ name, value }) => [name, value.value])),
  }));
}
/// What is wrong with a tree.
export function unheard(nodes) {
  const of = (...roles) => nodes.filter(({ role }) => roles.includes(role));
  const headings = of('heading').map(({ level }) => Number(level)), skipped = headings.filter((level, n) => n && level > headings[n - 1] + 1);
  return [
    ...of(...WORKED).filter(({ name }) => !/[\p{L}\p{N}‹›☰]/u.test(name)).map(({ role }) => `a ${role} without a name`),
    ...of('image', 'graphics-document').filter(({ name }) => !/\p{L}{2}/u.test(name)).map(() => 'a picture without words'),
    ...(of('main').length === 1 ? [] : [`${of('main').length} main parts`]),
    ...(headings.filter(level => level === 1).length === 1 ? [] : [`headings ${headings.join()}`]),
    ...skipped.map(level => `a heading of level ${level} too deep`),
  ];
}
/// Pictures and what is said of them; of a screen they are all that is not text.
export const picturesOf = nodes => nodes.filter(({ role }) => ['image', 'graphics-document'].includes(role)).map(({ name }) => name);
/// Of a picture that holds a finding.
export const saysLittle = names => names.filter(name => name.length < LEAST_LETTERS);
/// What is read out of itself, and whether it interrupts.
export const readOut = nodes => nodes.filter(({ live }) => live && live !== 'off').map(({ role, live, name }) => [role, live, name]);
