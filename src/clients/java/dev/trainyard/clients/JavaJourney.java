package dev.trainyard.clients;

import dev.trainyard.client.ApiClient;
import dev.trainyard.client.ApiException;
import dev.trainyard.client.api.DatasetsApi;
import dev.trainyard.client.api.JobsApi;
import dev.trainyard.client.api.ModelsApi;
import dev.trainyard.client.api.PredictionsApi;
import dev.trainyard.client.model.Adam;
import dev.trainyard.client.model.Dataset;
import dev.trainyard.client.model.DenseLayer;
import dev.trainyard.client.model.Job;
import dev.trainyard.client.model.JobSpec;
import dev.trainyard.client.model.Layer;
import dev.trainyard.client.model.ModelDefinition;
import dev.trainyard.client.model.ModelVersion;
import dev.trainyard.client.model.Optimizer;
import dev.trainyard.client.model.PredictAnswer;
import dev.trainyard.client.model.PredictRequest;
import dev.trainyard.client.model.Sequential;
import dev.trainyard.client.model.Training;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The main job by the generated Java client: upload, train, wait, ask.
 *
 * <p>{@code JavaJourney http://localhost:8080 rows.csv}, where the rows have columns x and kind.
 */
final class JavaJourney {

    private final String service;
    private final ApiClient client;

    JavaJourney(String service) {
        this.service = service;
        this.client = new ApiClient();
        client.updateBaseUri(service);
    }

    public static void main(String... args) throws Exception {
        System.out.println(String.join(" ", new JavaJourney(args[0]).run(Path.of(args[1]))));
    }

    /** What the model says of a small and a large number. */
    List<String> run(Path rows) throws ApiException, FileNotFoundException {
        Dataset dataset = ready(rows);
        Job job = trained(new JobSpec()
                .name("of-java")
                .model("of-java")
                .datasetId(dataset.getId())
                .definition(network())
                .training(new Training().epochs(60).optimizer(new Optimizer(new Adam().learningRate(0.05)))));
        ModelVersion version = new ModelsApi(client).showModelVersion("of-java", "latest");
        check(version.getJobId().equals(job.getId()), "the version is of another job");
        check(layers(job).get(0).getActualInstance() instanceof DenseLayer, "the first layer is another one");
        return asked();
    }

    /** Bodies that are files are handed to the request itself, from which they stream: the generated code would make JSON of them. */
    private Dataset ready(Path rows) throws ApiException, FileNotFoundException {
        HttpRequest.BodyPublisher file = HttpRequest.BodyPublishers.ofFile(rows);
        ApiClient uploading = new ApiClient().setRequestInterceptor(request -> request.POST(file));
        uploading.updateBaseUri(service);
        Dataset dataset = new DatasetsApi(uploading).uploadDatasets("of-java", "tabular", null, null, null, null);
        while (dataset.getState() == Dataset.StateEnum.PROCESSING) {
            dataset = new DatasetsApi(client).showDatasets(dataset.getId(), 30);
        }
        return dataset;
    }

    private static ModelDefinition network() {
        return new ModelDefinition(new Sequential()
                .addLayersItem(new Layer(new DenseLayer().units(8).activation(DenseLayer.ActivationEnum.TANH)))
                .addLayersItem(new Layer(new DenseLayer().units("auto"))));
    }

    private Job trained(JobSpec spec) throws ApiException {
        JobsApi jobs = new JobsApi(client);
        Job job = jobs.submitJob(spec, null);
        while (!job.getTerminal()) {
            job = jobs.showJob(job.getId(), 30);
        }
        check(job.getState() == Job.StateEnum.SUCCEEDED, String.valueOf(job.getFailure()));
        return job;
    }

    private static List<Layer> layers(Job job) {
        return ((Sequential) job.getResolved().getDefinition().getActualInstance()).getLayers();
    }

    private List<String> asked() throws ApiException {
        PredictAnswer answer = new PredictionsApi(client)
                .predict(
                        "of-java",
                        new PredictRequest()
                                .addRowsItem(Map.of("x", 0.05))
                                .addRowsItem(Map.of("x", 0.95))
                                .explain(true),
                        null,
                        null,
                        null);
        check(
                answer.getExplanations().get(0).get(0).getContributions().containsKey("x"),
                "the explanation is not of x");
        return answer.getPredictions().stream()
                .map(prediction -> prediction.getLabel())
                .toList();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
