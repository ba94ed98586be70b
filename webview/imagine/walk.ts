/** A walk between two ends, its frames asked for at once, so that the slider never waits. */
import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { messageOf } from '../../src/shared/personError';
import { type Waypoint } from '../../src/shared/trainerContract';
import { type Picture } from '../review/raster';
import { t } from '../l10n';
import { type Session } from '../session';
import { pictureOf } from '../review/pictures';
import { leastPause } from './sheet';

/** Frames of a walk: one every 3 %. */
export const frameCount = 33;

export class Walk implements ReactiveController {
  frames: readonly Picture[] = [];
  problem: string | null = null;
  busy = false;
  private asked = '';
  private drawnBy = -1;
  private askedAt = -Infinity;
  private turn = 0;

  constructor(private readonly host: ReactiveControllerHost, private readonly session: () => Session) {
    host.addController(this);
  }

  hostConnected(): void {
    this.asked = '';
  }

  /** Called at every drawing: asks when an end is another, and again when the model (`model`) has learned. */
  follow(from: Waypoint | null, to: Waypoint | null, model: number): void {
    if (!from || !to) return;
    const key = JSON.stringify([from, to]);
    const learned = model !== this.drawnBy && !this.busy && performance.now() - this.askedAt > leastPause;
    if (key !== this.asked || learned) void this.ask(from, to, key, model);
  }

  private async ask(from: Waypoint, to: Waypoint, key: string, model: number): Promise<void> {
    const turn = ++this.turn;
    this.busy = true;
    [this.asked, this.drawnBy, this.askedAt] = [key, model, performance.now()];
    try {
      const frames = await this.session().host.walk(from, to, frameCount);
      if (turn !== this.turn) return;
      this.frames = frames.map(pictureOf);
      this.problem = null;
    } catch (error) {
      if (turn !== this.turn) return;
      this.frames = [];
      this.problem = messageOf(error, t);
    }
    this.busy = false;
    this.host.requestUpdate();
  }
}
