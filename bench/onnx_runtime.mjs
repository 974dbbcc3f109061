// Times ONNX Runtime: node onnx_runtime.mjs FOLDER MODEL DIMENSIONS THREADS RUNS
// FOLDER holds node_modules; DIMENSIONS of the input are numbers with commas, e.g. 1,1,28,28. Prints two medians of the
// microseconds of one run: through the documented interface, which hands out promises, and of the binding below it.

import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, model, dimensions, threads, runs] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const ort = require("onnxruntime-node");

const dims = dimensions.split(",").map(Number);
const values = new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(0.5);
const input = new ort.Tensor("float32", values, dims);
const options = { executionProviders: ["cpu"], intraOpNumThreads: Number(threads), interOpNumThreads: 1 };

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function throughPromises() {
  const session = await ort.InferenceSession.create(model, options);
  const times = [];
  for (let i = 0; i < runs; ++i) {
    const begin = process.hrtime.bigint();
    await session.run({ input });
    times.push(Number(process.hrtime.bigint() - begin) / 1000);
  }
  return median(times);
}

function withoutPromises() {
  const { binding } = require(join(resolve(folder), "node_modules/onnxruntime-node/dist/binding.js"));
  const session = new binding.InferenceSession();
  session.loadModel(model, options);
  const times = [];
  for (let i = 0; i < runs; ++i) {
    const begin = process.hrtime.bigint();
    session.run({ input }, { logits: null }, {});
    times.push(Number(process.hrtime.bigint() - begin) / 1000);
  }
  return median(times);
}

console.log(await throughPromises(), withoutPromises());
