package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs whose trained model answers the rows of a file. */
final class BatchJobs {

    private static final String ONE_EPOCH = "{\"epochs\":1}";

    private BatchJobs() {}

    static JobFolder trained(TestJob job, Path folder) throws Exception {
        JobFolder trained = job.training(ONE_EPOCH).in(folder);
        assertThat(new Recorded().run(trained).last()).isInstanceOf(Finished.class);
        return trained;
    }

    /** A folder whose rows the model of another one is to answer. */
    static JobFolder asking(JobFolder rows, JobFolder model, BatchRequest request) throws Exception {
        Files.write(rows.askedBundle(), TestBundle.zip(model.bundle()));
        Files.write(rows.batchRequest(), Json.mapper().writeValueAsBytes(request));
        return rows;
    }

    static Recorded run(JobFolder folder, @Nullable Command asked) {
        Recorded run = new Recorded();
        if (asked != null) {
            run.controls().ask(asked);
        }
        new BatchRun(folder, run.controls(), run, System::nanoTime).run();
        return run;
    }

    static List<List<String>> lines(JobFolder folder) throws Exception {
        return Files.readAllLines(folder.predictions()).stream()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
    }
}
