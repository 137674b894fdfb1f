/** A chart of Observable Plot with its caption, and ways to take it along. */
import * as Plot from '@observablehq/plot';
import { type ReactNode, useEffect, useRef } from 'react';
import { download } from '../ui/download';
import { useWidth } from '../ui/use-width';
import styles from './plot-figure.module.css';

interface Props {
  readonly title: string;
  /** What it shows, for those who do not see it. The numbers stand in a table beside it. */
  readonly summary: string;
  /** Name of the file, without its ending. */
  readonly file: string;
  readonly options: Plot.PlotOptions;
  /** Beside the title. */
  readonly children?: ReactNode;
}

const heightPx = 220;
const imageScale = 2;

export function PlotFigure({ title, summary, file, options, children }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  useEffect(() => {
    const element = host.current;
    if (!element || width === 0) return;
    const plot = Plot.plot({
      width,
      height: heightPx,
      marginLeft: 54,
      marginBottom: 38,
      style: { background: 'transparent', fontSize: '12px', fontFamily: 'var(--iv-sans)', color: 'var(--iv-text)' },
      ...options,
    });
    // The picture has its words from the element around it; those of its parts belong to no role.
    for (const part of plot.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
    element.replaceChildren(plot);
    return () => element.replaceChildren();
  }, [options, width]);
  const drawn = (): SVGSVGElement | null => host.current?.querySelector('svg') ?? null;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong>
        {children}
        <span className={styles.exports}>
          <button type="button" onClick={() => saveSvg(drawn(), file)}>
            SVG
          </button>
          <button type="button" onClick={() => void savePng(drawn(), file)}>
            PNG
          </button>
        </span>
      </figcaption>
      <div ref={host} className={styles.plot} role="img" aria-label={`${title}. ${summary}`} />
    </figure>
  );
}

function saveSvg(svg: SVGSVGElement | null, file: string): void {
  if (svg) download(standAlone(svg), `${file}.svg`, 'image/svg+xml');
}

async function savePng(svg: SVGSVGElement | null, file: string): Promise<void> {
  if (!svg) return;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standAlone(svg))}`;
  await image.decode();
  const { width, height } = svg.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * imageScale);
  canvas.height = Math.round(height * imageScale);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) download(new Uint8Array(await blob.arrayBuffer()), `${file}.png`, 'image/png');
}

/** The picture with every colour and font written into it, so that it is the same without this page. */
function standAlone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [index, original] of originals.entries()) {
    const own = getComputedStyle(original);
    const target = copies[index];
    if (!target) continue;
    for (const name of ['fill', 'stroke', 'color', 'font-family', 'font-size'])
      target.style.setProperty(name, own.getPropertyValue(name));
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}
