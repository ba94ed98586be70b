/** How the network reconstructs a few images of the folder as training goes on. */
import { type Engine } from '../engine/engine';
import { thinned } from '../model/scoring/tables';
import { type Reconstructions } from '../shared/trainerContract';
import { type Model } from './evidence';
import { type Images } from './images';
import { explainImages } from './rasters';

/** Images that are shown. */
const shown = 6;

/** The network `model` at work on images that lie evenly over the listing: the same ones as long as the listing is. */
export async function reconstructionsOf(engine: Engine, model: Model, images: Images): Promise<Reconstructions> {
  const { size, channels } = model.config;
  const chosen = thinned([...images.readable], shown);
  const length = size * size * channels;
  const bytes = new Uint8Array(chosen.length * length);
  await images.read(chosen, bytes);
  const found = await explainImages(engine, model, chosen.map((_, i) => bytes.slice(i * length, (i + 1) * length)));
  return { step: model.step, paths: chosen.map(i => images.path(i)), inputs: found.map(({ input }) => input), images: found.map(({ reconstruction }) => reconstruction) };
}
