/** Asks the host what the model sees in the subject, and keeps the answer to the latest question alone. */
import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { messageOf } from '../../src/shared/personError';
import { type Explanation, type Predictions } from '../../src/shared/trainerContract';
import { t } from '../l10n';
import { heatPixels } from '../store/heat';
import { type Session } from '../session';
import { onThemeChange, rgbOf, themeColor } from '../theme';
import { pictureOf } from './pictures';
import { type Picture } from './raster';

/** A model that learns fast would else be asked more often than the eye can follow. */
const leastPause = 2000;
/** Similar normal images that are shown beside the subject, and the size of their pictures. */
export const nearestShown = 3;
const nearestPixels = 256;

export class Explainer implements ReactiveController {
  explanation: Explanation | null = null;
  reconstruction: Picture | null = null;
  heat: Picture | null = null;
  /** Webview URIs of the most similar normal images, as far as they have thumbnails. */
  nearest: readonly { readonly path: string; readonly uri: string | null }[] = [];
  /** Why there is no answer, for a person. */
  problem: string | null = null;
  private path: string | null = null;
  private asked = 0;
  private askedAt = 0;
  private told: Predictions | null = null;
  private stop = (): void => undefined;

  constructor(private readonly host: ReactiveControllerHost, private readonly session: () => Session) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = onThemeChange(() => {
      this.draw();
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Called at every drawing: asks again for another image, or when the model has learned. */
  follow(path: string | null): void {
    const { told } = this.session();
    const learned = told !== this.told && performance.now() - this.askedAt > leastPause;
    if (path === this.path && !learned) return;
    if (path !== this.path) this.clear();
    this.path = path;
    this.told = told;
    if (path !== null) void this.ask(path);
  }

  private clear(): void {
    this.explanation = this.reconstruction = this.heat = null;
    this.nearest = [];
    this.problem = null;
  }

  private async ask(path: string): Promise<void> {
    const turn = ++this.asked;
    this.askedAt = performance.now();
    const { host } = this.session();
    try {
      const explanation = await host.explain(path);
      if (turn !== this.asked) return;
      this.explanation = explanation;
      this.problem = null;
      this.draw();
      this.host.requestUpdate();
      const nearest = explanation.nearest.slice(0, nearestShown);
      const uris = await host.thumbnails(nearest, nearestPixels);
      if (turn === this.asked) this.nearest = nearest.map((near, at) => ({ path: near, uri: uris[at] }));
    } catch (error) {
      if (turn !== this.asked) return;
      this.problem = messageOf(error, t);
    }
    this.host.requestUpdate();
  }

  private draw(): void {
    if (!this.explanation) return;
    const { input, reconstruction, error } = this.explanation;
    this.reconstruction = pictureOf(reconstruction);
    const cool = rgbOf(themeColor('charts-yellow', 'editorWarning-foreground'));
    const hot = rgbOf(themeColor('charts-red', 'editorError-foreground'));
    this.heat = { ...size(input), pixels: heatPixels(error, cool, hot) };
  }
}

function size({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height };
}
