package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts from the trainer to the answer: trained for real, through the golden gate, and asked. */
class TrainedTextsTest {

    private static final String ADAM = "\"optimizer\":{\"type\":\"adam\",\"learningRate\":%s}";

    @TempDir
    private Path scratch;

    private Servable trained(TestJob job) throws Exception {
        JobFolder folder = job.in(scratch);
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).isInstanceOf(TrainerEvent.Finished.class);
        GoldenGate.Verdict verdict = new OnnxGoldenGate().check(folder.bundle());
        assertThat(verdict.reason()).isEmpty();
        return Servable.open(folder.bundle());
    }

    @Test
    void tellsWhatATextIsAbout() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT CASE WHEN i % 2 = 0 THEN 'it was a good film ' ELSE 'the story is bad ' END
                            || repeat('really ', i % 3) AS text,
                            CASE WHEN i % 2 = 0 THEN 'praise' ELSE 'blame' END AS label
                        FROM range(200) r(i)""")
                .text("text", 30, 6)
                .targetClasses("label", "blame", "praise")
                .layers("""
                        [{"type":"embedding","inputDim":30,"outputDim":4},{"type":"flatten"},{"type":"dense"}]""")
                .training("{\"epochs\":6,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            Answers answers = servable.predict(List.of("a good story", "Bad!"));

            assertThat(answers.predictions())
                    .extracting(prediction -> ((Prediction.Category) prediction).label())
                    .containsExactly("praise", "blame");
        }
    }
}
