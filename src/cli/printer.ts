/** Progress for whoever watches: bars in a terminal, plain lines elsewhere. All of it goes to stderr. */
import { Presets, SingleBar } from 'cli-progress';

/** Between two plain lines of the same phase, ms. */
const lineInterval = 5000;

/** Bars where a person watches a terminal, lines where a file is written. */
export class Printer {
  private bar: SingleBar | null = null;
  private phase = '';
  private printed = 0;

  constructor(private readonly out: NodeJS.WriteStream = process.stderr) {}

  /** Shows how far a phase is (`share` 0-1) and what there is to say about it. */
  progress(phase: string, share: number, detail = ''): void {
    if (this.out.isTTY) this.draw(phase, share, detail);
    else if (phase !== this.phase || Date.now() - this.printed > lineInterval) {
      this.printed = Date.now();
      this.out.write(`${phase}: ${Math.round(100 * share)} %${detail ? `, ${detail}` : ''}\n`);
    }
    this.phase = phase;
  }

  /** A line that stays. */
  line(text: string): void {
    this.stop();
    this.out.write(`${text}\n`);
  }

  warn(text: string): void {
    this.line(`Warning: ${oneLine(text)}`);
  }

  /** Ends the bar. */
  stop(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private draw(phase: string, share: number, detail: string): void {
    if (phase !== this.phase) this.stop();
    if (!this.bar) {
      this.bar = new SingleBar({ format: '{phase} {bar} {percentage} % {detail}', hideCursor: true, stream: this.out }, Presets.shades_classic);
      this.bar.start(1, 0, { phase: phase.padEnd(9), detail: '' });
    }
    this.bar.update(share, { phase: phase.padEnd(9), detail });
  }
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
