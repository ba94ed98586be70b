/** The map as the trainer draws it: asked for when there is a model, and again when it has learned. */
import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { messageOf } from '../../src/shared/personError';
import { type LatentMap } from '../../src/shared/trainerContract';
import { t } from '../l10n';
import { type Session } from '../session';
import { type ImageTable } from '../store/table';

/** While training runs a new map is asked for this often, ms: each takes seconds of it. */
const leastPause = 25_000;
/** After an error it is asked again, ms. */
const retry = 4000;

export class Atlas implements ReactiveController {
  /** x and y of each image of the table [2 N]; null: there is no map yet. */
  points: Float32Array<ArrayBufferLike> | null = null;
  map: LatentMap | null = null;
  /** Why there is none, for a person. */
  problem: string | null = null;
  asking = false;
  private askedAt = -Infinity;
  private again?: ReturnType<typeof setTimeout>;

  constructor(private readonly host: ReactiveControllerHost, private readonly session: () => Session) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.again);
    this.again = undefined;
  }

  /** Called whenever something has changed: asks when the model has learned since the last map. */
  follow(): void {
    const { predictions, table, status } = this.session();
    if (!predictions || predictions.listing !== table.version || this.asking || this.again !== undefined) return;
    if (this.map?.step === predictions.step && this.map.listing === table.version) return;
    const busy = this.map !== null && status.phase !== 'idle' && status.phase !== 'paused';
    const wait = busy ? this.askedAt + leastPause - performance.now() : 0;
    if (wait > 0) this.later(wait);
    else void this.ask();
  }

  /** The images have changed: those that are still there keep their places. */
  carry(from: ImageTable, to: ImageTable): void {
    const { points } = this;
    if (!points) return;
    const carried = new Float32Array(2 * to.paths.length).fill(NaN);
    to.paths.forEach((path, index) => {
      const old = from.indexOf.get(path);
      if (old !== undefined) carried.set(points.subarray(2 * old, 2 * old + 2), 2 * index);
    });
    this.points = carried;
  }

  private later(wait: number): void {
    this.again = setTimeout(() => {
      this.again = undefined;
      this.follow();
    }, wait);
  }

  private async ask(): Promise<void> {
    this.asking = true;
    let fits = false;
    this.askedAt = performance.now();
    this.host.requestUpdate();
    try {
      const map = await this.session().host.map();
      this.problem = null;
      // The folder may have changed meanwhile; then there will be predictions for its new listing.
      fits = map.listing === this.session().table.version;
      if (fits) {
        this.map = map;
        this.points = map.points;
      }
    } catch (error) {
      this.problem = messageOf(error, t);
    }
    this.asking = false;
    if (!fits) this.later(retry);
    this.host.requestUpdate();
    this.follow();
  }
}
