/** How to use the model from Python, as a program that runs as it is. */
export const pythonExample = `# python NAME.py IMAGE...    (first: pip install onnxruntime numpy pillow)
import json
import sys
from pathlib import Path
import numpy as np
import onnxruntime
from PIL import Image, ImageOps

session = onnxruntime.InferenceSession(str(Path(__file__).with_suffix(".onnx")))
meta = session.get_modelmeta().custom_metadata_map
size, channels, classes = int(meta["size"]), int(meta["channels"]), json.loads(meta["classes"])
for file in sys.argv[1:]:
    # Upright, over grey, as large as fits into the square; the rest repeats the image's edge. Pixels 0 to 1, row by row.
    image = ImageOps.exif_transpose(Image.open(file)).convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, (128, 128, 128, 255)), image).convert("RGB" if channels == 3 else "L")
    width, height = (max(1, int(side * size / max(image.size) + 0.5)) for side in image.size)
    pixels = np.asarray(image.resize((width, height), Image.Resampling.LANCZOS)).reshape(height, width, channels)
    left, top = (size - width) // 2, (size - height) // 2
    pixels = np.pad(pixels, ((top, size - height - top), (left, size - width - left), (0, 0)), mode="edge")
    outputs = session.run(None, {"image": pixels[np.newaxis].astype(np.float32) / 255})
    found = {output.name: value[0] for output, value in zip(session.get_outputs(), outputs)}  # And "reconstruction": the image as the model draws it.
    best = int(np.argmax(found["probabilities"])) if classes else None
    print(json.dumps({"file": file, "class": classes[best]["name"] if classes else None, "probability": float(found["probabilities"][best]) if classes else None,
                      "anomaly": float(found["anomaly"]), "flagged": bool(found["anomaly"] >= float(meta["threshold"]))}))
`;
