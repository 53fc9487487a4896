// Shapes of SVG, built like elements: a paper to look at, a barcode, a seal.

const SVG = 'http://www.w3.org/2000/svg';

export function shape(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** Code 128 from the widths of its modules, bar first: "211214…" */
export function barcode(bars, number) {
  const widths = [...bars].map(Number);
  const rects = [];
  let at = 0;
  widths.forEach((width, place) => {
    if (place % 2 === 0) rects.push(shape('rect', { x: at, y: 0, width, height: 30 }));
    at += width;
  });
  return shape('svg', { class: 'barcode', viewBox: `0 0 ${at} 30`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `条码 ${number}`, 'shape-rendering': 'crispEdges' }, rects);
}

/** The seal of a document: a dashed place for it until it is used. */
export function seal(used, wanted) {
  if (!wanted) return null;
  const words = used ? ['受理专用章', '（模拟）'] : ['受理专用章', '（模拟）待用印'];
  return shape('svg', { class: used ? 'seal is-used' : 'seal', viewBox: '0 0 112 112', role: 'img', 'aria-label': used ? '已用印' : '印章位置，尚未用印' },
    shape('circle', { cx: 56, cy: 56, r: 52 }), used && shape('path', { d: 'M56 22l3.2 9.8h10.3l-8.3 6.1 3.1 9.8-8.3-6-8.3 6 3.1-9.8-8.3-6.1h10.3z' }),
    words.map((text, place) => Object.assign(shape('text', { x: 56, y: (used ? 66 : 50) + 20 * place }), { textContent: text })));
}

/** The words 模拟 across a paper. */
export function watermark(width, height) {
  const marks = [];
  for (let y = 40, row = 0; y < height + 40; y += 88, row += 1) {
    for (let x = row % 2 ? 40 : -40; x < width; x += 160) marks.push(Object.assign(shape('text', { x, y, transform: `rotate(-24 ${x} ${y})` }), { textContent: '模拟' }));
  }
  return shape('svg', { class: 'watermark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'xMidYMin slice', 'aria-hidden': 'true' }, marks);
}
