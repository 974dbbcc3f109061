// Runs a model in ONNX Runtime: node onnxruntime_check.mjs FOLDER MODEL DIMENSIONS SAMPLES LOGITS
// FOLDER holds node_modules; DIMENSIONS of the input are numbers with commas, e.g. 50,1,28,28; SAMPLES and LOGITS are
// raw little-endian float32 files, read and written.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, model, dimensions, samplesFile, logitsFile] = process.argv.slice(2);
const ort = createRequire(resolve(folder, "package.json"))("onnxruntime-node");

const bytes = readFileSync(samplesFile);
const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const input = new ort.Tensor("float32", values, dimensions.split(",").map(Number));

const session = await ort.InferenceSession.create(model, { executionProviders: ["cpu"] });
const { logits } = await session.run({ input });
writeFileSync(logitsFile, new Uint8Array(logits.data.buffer, logits.data.byteOffset, logits.data.byteLength));
