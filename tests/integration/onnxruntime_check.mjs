// Runs models in ONNX Runtime: node onnxruntime_check.mjs FOLDER JOBS
// FOLDER holds node_modules. JOBS is a JSON file, a list of {model, dimensions, samples, logits}: the ONNX file, the
// dimensions of its input, e.g. [50, 1, 28, 28], and raw little-endian float32 files, one to read and one to write.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, jobs] = process.argv.slice(2);
const ort = createRequire(resolve(folder, "package.json"))("onnxruntime-node");

for (const job of JSON.parse(readFileSync(jobs, "utf8"))) {
    const bytes = readFileSync(job.samples);
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const input = new ort.Tensor("float32", values, job.dimensions);
    const session = await ort.InferenceSession.create(job.model, { executionProviders: ["cpu"] });
    const outputs = await session.run({ [session.inputNames[0]]: input });
    const logits = outputs.logits ?? outputs[session.outputNames[0]];
    writeFileSync(job.logits, new Uint8Array(logits.data.buffer, logits.data.byteOffset, logits.data.byteLength));
    await session.release?.();
}
