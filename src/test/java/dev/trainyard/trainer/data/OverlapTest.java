package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapTest {

    @TempDir
    private Path scratch;

    @Test
    void countsTestRowsThatAreTrainingRowsToo() throws Exception {
        String rows =
                "SELECT CASE WHEN i = 37 THEN NULL ELSE i::DOUBLE END AS x, i * 2.0 AS y, uuid() AS other FROM range(%s) r(i)";
        TestJob job = TestJob.on(rows.formatted("40")).numeric("x").targetValues("y");

        assertThat(found(job.testRows(rows.formatted("35, 45"))))
                .containsExactly(
                        "5 of 10 rows of the test data set are in the training data set as well; what is measured on them says nothing of new ones");
        assertThat(found(job.testRows(rows.formatted("40, 45")))).isEmpty();
    }

    @Test
    void countsPicturesThatComeAgain() throws Exception {
        TestJob job = TestJob.pictures(
                        "SELECT 'a' AS label FROM range(3)", new byte[] {1, 2, 3, 4, 5, 6}, new PictureSize(1, 2, 1))
                .targetClasses("label", "a", "b")
                .layers("[{\"type\":\"flatten\"},{\"type\":\"dense\"}]")
                .testPictures("SELECT 'b' AS label FROM range(2)", new byte[] {3, 4, 2, 3});

        assertThat(found(job)).singleElement().asString().startsWith("1 of 2 pictures of the test data set");
    }

    private List<String> found(TestJob job) throws Exception {
        JobFolder folder = job.in(Files.createTempDirectory(scratch, "job"));
        return new Overlap(Json.mapper().readValue(Files.readAllBytes(folder.job()), ResolvedJob.class), folder)
                .found();
    }
}
