/** How much of the map is drawn while it moves: as many points as the machine manages at 60 frames a second, and all of them at rest. */

/** Frames that took longer, ms, call for fewer points, shorter ones for more. */
const [slow, fast] = [22, 18];
const wished = 1000 / 60;
/** Slow frames in a row before points are left out, and fast ones before they come back: later, so that the picture does not flicker. */
const [slowInRow, fastInRow] = [2, 60];
/** So many points are drawn on any machine. */
const least = 4000;
/** After so long without a move the map is at rest, ms. */
const rest = 160;
/** A longer pause between two frames says nothing of how fast they are, ms. */
const pauseBetween = 1000;

export class Pace {
  /** Of so many points one is drawn while the map moves. */
  private every = 1;
  private last = -Infinity;
  private movedAt = -Infinity;
  private slowFrames = 0;
  private fastFrames = 0;

  /** The map is being moved. */
  move(now: number): void {
    this.movedAt = now;
  }

  /** Tells of a frame with `count` points to draw, and returns of how many one is to be drawn. */
  frame(now: number, count: number): number {
    const took = now - this.last;
    this.last = now;
    if (now - this.movedAt >= rest) {
      this.slowFrames = this.fastFrames = 0;
      return 1;
    }
    const isSlow = took > slow && took < pauseBetween;
    this.slowFrames = isSlow ? this.slowFrames + 1 : 0;
    this.fastFrames = took < fast ? this.fastFrames + 1 : 0;
    if (this.slowFrames >= slowInRow) this.thin(2 ** Math.ceil(Math.log2(took / wished)), count);
    else if (this.fastFrames >= fastInRow) this.thin(0.5, count);
    return this.every;
  }

  private thin(factor: number, count: number): void {
    const most = 2 ** Math.max(0, Math.floor(Math.log2(count / least)));
    this.every = Math.min(most, Math.max(1, this.every * factor));
    this.slowFrames = this.fastFrames = 0;
  }
}
