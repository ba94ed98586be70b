/** Rasters of the trainer as pictures for the page. */
import { type Raster } from '../../src/shared/trainerContract';
import { type Picture } from './raster';
import { rasterPixels } from '../store/heat';

export function pictureOf(raster: Raster): Picture {
  return { width: raster.width, height: raster.height, pixels: rasterPixels(raster) };
}
