import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { Resvg } from '@resvg/resvg-js';
import type { IBufferCell, Terminal } from '@xterm/headless';

const font = { width: 8.4, height: 18, size: 14 };
const colours = { text: '#c5c8c6', paper: '#1d1f21' };
const dark = ['#1d1f21', '#cc6666', '#b5bd68', '#f0c674', '#81a2be', '#b294bb', '#8abeb7', '#c5c8c6'];
const bright = ['#808080', '#d54e53', '#b9ca4a', '#e7c547', '#7aa6da', '#c397d8', '#70c0b1', '#eaeaea'];
const palette = [...dark, ...bright];

/** The screen of a terminal as a picture, to be looked at. */
export function writePicture(terminal: Terminal, file: string): void {
  const folder = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const fontFiles = ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf', 'DejaVuSans.ttf'].map((name) => join(folder, name));
  const drawn = new Resvg(svgOf(terminal), {
    fitTo: { mode: 'zoom', value: 1.5 },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono', monospaceFamily: 'DejaVu Sans Mono' },
  });
  writeFileSync(file, drawn.render().asPng());
}

function svgOf(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  const cells: string[] = [];
  for (let y = 0; y < terminal.rows; y += 1) {
    const line = buffer.getLine(buffer.viewportY + y);
    for (let x = 0; x < terminal.cols; x += 1) {
      const cell = line?.getCell(x);
      if (cell && cell.getChars().trim() !== '') cells.push(textOf(cell, x, y));
    }
  }
  const [width, height] = [Math.ceil(terminal.cols * font.width), terminal.rows * font.height];
  const cursor = `<rect x="${buffer.cursorX * font.width}" y="${buffer.cursorY * font.height}" width="${font.width}" height="${font.height}" fill="${colours.text}" opacity=".5"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 20}" height="${height + 20}" viewBox="-10 -10 ${width + 20} ${height + 20}"><rect x="-10" y="-10" width="${width + 20}" height="${height + 20}" fill="${colours.paper}"/><g font-family="DejaVu Sans Mono" font-size="${font.size}" xml:space="preserve">${cursor}${cells.join('')}</g></svg>`;
}

function textOf(cell: IBufferCell, x: number, y: number): string {
  const fill = cell.isFgPalette() ? (palette[cell.getFgColor()] ?? colours.text) : colours.text;
  const weight = cell.isBold() ? ' font-weight="bold"' : '';
  const dim = cell.isDim() ? ' opacity=".55"' : '';
  const text = cell.getChars().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${(x * font.width).toFixed(1)}" y="${(y * font.height + font.height * 0.76).toFixed(1)}" fill="${fill}"${weight}${dim}>${text}</text>`;
}
