/** Images that the model imagines of a class, one sheet at a time. */
import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { messageOf } from '../../src/shared/personError';
import { type Picture } from '../review/raster';
import { t } from '../l10n';
import { type Session } from '../session';
import { pictureOf } from '../review/pictures';

/** A model that learns fast would else be asked more often than the eye can follow, ms. */
export const leastPause = 5000;

/** Images of a sheet. */
export const sheetCount = 24;

export class Sheet implements ReactiveController {
  pictures: readonly Picture[] = [];
  /** Class of the pictures. */
  classId: string | null = null;
  problem: string | null = null;
  busy = false;
  private seed = 1;
  private turn = 0;
  private drawnBy = -1;
  private askedAt = -Infinity;

  constructor(private readonly host: ReactiveControllerHost, private readonly session: () => Session) {
    host.addController(this);
  }

  hostConnected(): void {
    this.classId = null;
  }

  /** Called at every drawing: asks for another class, and for the same images again when the model (`model`) has learned. */
  follow(classId: string | null, model: number): void {
    if (classId === null || this.busy) return;
    const learned = model !== this.drawnBy && performance.now() - this.askedAt > leastPause;
    if (classId !== this.classId || learned) void this.ask(classId, model);
  }

  /** Others of the same class. */
  more(model: number): Promise<void> {
    this.seed++;
    return this.classId === null ? Promise.resolve() : this.ask(this.classId, model);
  }

  private async ask(classId: string, model: number): Promise<void> {
    const turn = ++this.turn;
    this.busy = true;
    this.drawnBy = model;
    this.askedAt = performance.now();
    this.classId = classId;
    this.host.requestUpdate();
    try {
      const rasters = await this.session().host.generate(classId, sheetCount, this.seed);
      if (turn !== this.turn) return;
      this.pictures = rasters.map(pictureOf);
      this.problem = null;
    } catch (error) {
      if (turn !== this.turn) return;
      this.pictures = [];
      this.problem = messageOf(error, t);
    }
    this.busy = false;
    this.host.requestUpdate();
  }
}
