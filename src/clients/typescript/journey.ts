// The main job by the generated TypeScript client: upload, train, wait, ask.
// journey.js http://localhost:8080 rows.csv, where the rows have columns x and kind.
import { Configuration, Dataset, DatasetsApi, Job, JobSpec, JobsApi, ModelsApi, PredictionsApi } from './client/index';

declare function require(module: string): any;
declare const process: any;

async function ready(datasets: DatasetsApi, body: Blob): Promise<Dataset> {
  let dataset = await datasets.uploadDatasets({ name: 'of-typescript', kind: 'tabular', body });
  while (dataset.state === 'processing') {
    dataset = await datasets.showDatasets({ id: dataset.id!, wait: 30 });
  }
  return dataset;
}

async function trained(jobs: JobsApi, spec: JobSpec): Promise<Job> {
  let job = await jobs.submitJob({ jobSpec: spec });
  while (!job.terminal) {
    job = await jobs.showJob({ id: job.id!, wait: 30 });
  }
  check(job.state === 'succeeded', JSON.stringify(job.failure));
  return job;
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(otherwise);
  }
}

async function main(service: string, rows: string): Promise<void> {
  const client = new Configuration({ basePath: service });
  const dataset = await ready(new DatasetsApi(client), await require('node:fs').openAsBlob(rows));
  const job = await trained(new JobsApi(client), {
    name: 'of-typescript',
    model: 'of-typescript',
    datasetId: dataset.id,
    definition: {
      kind: 'sequential',
      layers: [
        { type: 'dense', units: 8, activation: 'tanh' },
        { type: 'dense', units: 'auto' },
      ],
    },
    training: { epochs: 60, optimizer: { type: 'adam', learningRate: 0.05 } },
  });
  const version = await new ModelsApi(client).showModelVersion({ name: 'of-typescript', version: 'latest' });
  check(version.jobId === job.id, 'the version is of another job');
  const definition = job.resolved!.definition!;
  check(definition.kind === 'sequential' && definition.layers[0].type === 'dense', 'the first layer is another one');
  const answer = await new PredictionsApi(client).predict({
    name: 'of-typescript',
    predictRequest: { rows: [{ x: 0.05 }, { x: 0.95 }], explain: true },
  });
  check('x' in answer.explanations![0][0].contributions!, 'the explanation is not of x');
  console.log(answer.predictions!.map((prediction) => prediction.label).join(' '));
}

main(process.argv[2], process.argv[3]).catch((e) => {
  console.error(e);
  process.exit(1);
});
