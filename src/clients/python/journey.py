"""The main job by the generated Python client: upload, train, wait, ask.

journey.py http://localhost:8080 rows.csv, where the rows have columns x and kind.
"""

import sys

from trainyard_client import (
    Adam,
    ApiClient,
    Configuration,
    DatasetsApi,
    DenseLayer,
    JobSpec,
    JobsApi,
    Layer,
    ModelDefinition,
    ModelsApi,
    Optimizer,
    PredictionsApi,
    PredictRequest,
    Sequential,
    Training,
)


def ready(client, rows):
    datasets = DatasetsApi(client)
    with open(rows, "rb") as file:
        dataset = datasets.upload_datasets(name="of-python", kind="tabular", body=file.read())
    while dataset.state == "processing":
        dataset = datasets.show_datasets(dataset.id, wait=30)
    return dataset


def trained(client, spec):
    jobs = JobsApi(client)
    job = jobs.submit_job(spec)
    while not job.terminal:
        job = jobs.show_job(job.id, wait=30)
    assert job.state == "succeeded", job.failure
    return job


def main(service, rows):
    client = ApiClient(Configuration(host=service))
    dataset = ready(client, rows)
    network = Sequential(
        kind="sequential",
        layers=[
            Layer(DenseLayer(type="dense", units=8, activation="tanh")),
            Layer(DenseLayer(type="dense", units="auto")),
        ],
    )
    job = trained(
        client,
        JobSpec(
            name="of-python",
            model="of-python",
            dataset_id=dataset.id,
            definition=ModelDefinition(network),
            training=Training(epochs=60, optimizer=Optimizer(Adam(type="adam", learning_rate=0.05))),
        ),
    )
    version = ModelsApi(client).show_model_version("of-python", "latest")
    assert version.job_id == job.id
    assert isinstance(job.resolved.definition.actual_instance.layers[0].actual_instance, DenseLayer)
    answer = PredictionsApi(client).predict(
        "of-python", PredictRequest(rows=[{"x": 0.05}, {"x": 0.95}], explain=True)
    )
    assert "x" in answer.explanations[0][0].contributions
    print(*(prediction.label for prediction in answer.predictions))


main(*sys.argv[1:])
