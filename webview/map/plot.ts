/**
 * Points drawn by WebGL 2: one call for all of them. The scatter libraries do not pass the page's
 * policy (regl compiles functions from text, which needs `unsafe-eval`, and regl-scatterplot adds a
 * style element without a nonce) or are many times the size of the page (deck.gl).
 */
import { type Camera, type Size } from './camera';

const vertexShader = `#version 300 es
in vec2 place;
in vec4 colour;
uniform vec2 scale;
uniform vec2 offset;
uniform float size;
out vec4 tint;
out float ring;
out float edge;
void main() {
  gl_Position = vec4(place * scale + offset, 0.0, 1.0);
  // Full opacity marks what is selected.
  float marked = step(0.999, colour.a);
  gl_PointSize = size * (1.0 + 0.6 * marked);
  ring = marked * 3.0 / gl_PointSize;
  edge = 2.0 / gl_PointSize;
  tint = colour;
}`;

const fragmentShader = `#version 300 es
precision mediump float;
in vec4 tint;
in float ring;
in float edge;
uniform vec3 ringColour;
out vec4 pixel;
void main() {
  float distance = 2.0 * length(gl_PointCoord - 0.5);
  float inside = clamp((1.0 - distance) / edge, 0.0, 1.0);
  if (inside == 0.0) discard;
  vec4 body = distance > 1.0 - ring ? vec4(ringColour, 1.0) : vec4(tint.rgb * tint.a, tint.a);
  pixel = body * inside;
}`;

/** Bytes of a colour: red, green, blue, opacity; 255 marks a selected point. */
export const selectedOpacity = 255;

export class Plot {
  private readonly gl: WebGL2RenderingContext;
  private program!: WebGLProgram;
  private buffers!: { readonly place: WebGLBuffer; readonly colour: WebGLBuffer; readonly order: WebGLBuffer; readonly coarse: WebGLBuffer };
  private order: Uint32Array = new Uint32Array();
  private thinned = { by: 1, count: 0 };

  /** Throws where WebGL 2 is not to be had. */
  constructor(private readonly canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, powerPreference: 'high-performance' });
    if (!gl) throw new Error('WebGL 2 is not available');
    this.gl = gl;
    this.prepare();
  }

  /** Makes everything anew, after the browser has taken the graphics away and given them back. */
  prepare(): void {
    const { gl } = this;
    this.program = linked(gl);
    gl.useProgram(this.program);
    gl.bindVertexArray(gl.createVertexArray());
    this.buffers = { place: gl.createBuffer(), colour: gl.createBuffer(), order: gl.createBuffer(), coarse: gl.createBuffer() };
    this.attribute('place', this.buffers.place, 2, gl.FLOAT, false);
    this.attribute('colour', this.buffers.colour, 4, gl.UNSIGNED_BYTE, true);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** x and y of every point [2 N]. */
  setPoints(points: Float32Array): void {
    this.upload(this.gl.ARRAY_BUFFER, this.buffers.place, points);
  }

  /** RGBA of every point [4 N], and the points to draw, the lowest first. */
  setColours(colours: Uint8Array, order: Uint32Array): void {
    this.upload(this.gl.ARRAY_BUFFER, this.buffers.colour, colours);
    this.upload(this.gl.ELEMENT_ARRAY_BUFFER, this.buffers.order, order);
    this.order = order;
    this.thinned = { by: 1, count: 0 };
  }

  /** `diameter` of a point in CSS pixels; `ring` is drawn around those that are selected; of `every` so many points one is drawn. */
  draw(camera: Camera, { width, height }: Size, diameter: number, ring: readonly [number, number, number], every: number): void {
    const { gl, canvas, program } = this;
    const ratio = window.devicePixelRatio;
    const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    gl.viewport(0, 0, w, h);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const count = this.choose(every);
    if (count === 0) return;
    const [sx, sy] = [(2 * camera.scale) / width, (2 * camera.scale) / height];
    gl.uniform2f(gl.getUniformLocation(program, 'scale'), sx, sy);
    gl.uniform2f(gl.getUniformLocation(program, 'offset'), -camera.x * sx, -camera.y * sy);
    gl.uniform1f(gl.getUniformLocation(program, 'size'), diameter * ratio);
    gl.uniform3f(gl.getUniformLocation(program, 'ringColour'), ring[0] / 255, ring[1] / 255, ring[2] / 255);
    gl.drawElements(gl.POINTS, count, gl.UNSIGNED_INT, 0);
  }

  /** Gives the graphics memory back. */
  dispose(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  /** Binds all points, or every so many of each layer, and returns how many. */
  private choose(every: number): number {
    const { gl, order, buffers } = this;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, every > 1 ? buffers.coarse : buffers.order);
    if (every <= 1) return order.length;
    if (this.thinned.by !== every) {
      const few = order.filter((_, at) => at % every === 0);
      this.upload(gl.ELEMENT_ARRAY_BUFFER, buffers.coarse, few);
      this.thinned = { by: every, count: few.length };
    }
    return this.thinned.count;
  }

  private attribute(name: string, buffer: WebGLBuffer, size: number, type: number, normalized: boolean): void {
    const { gl } = this;
    const location = gl.getAttribLocation(this.program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, type, normalized, 0, 0);
  }

  private upload(target: number, buffer: WebGLBuffer, data: Float32Array | Uint8Array | Uint32Array): void {
    this.gl.bindBuffer(target, buffer);
    this.gl.bufferData(target, data, this.gl.DYNAMIC_DRAW);
  }
}

function linked(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('the graphics are lost');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program) ?? 'the shaders do not link');
  return program;
}
