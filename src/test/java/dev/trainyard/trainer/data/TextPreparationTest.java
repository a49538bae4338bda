package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.EncodedRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPreparationTest {

    /** Row i is "row i of N" and every fifth has no text. */
    private static final String ROWS = """
            SELECT CASE WHEN i % 5 < 4 THEN 'Row n' || i || repeat(' again', i % 3) END AS text,
                   CASE WHEN i % 2 = 0 THEN 'even' ELSE 'odd' END AS label
            FROM range(100) r(i)
            """;

    @TempDir
    private Path scratch;

    private Prepared prepared(String name) throws Exception {
        JobFolder folder = TestJob.on(ROWS)
                .text("text", 90, 4)
                .targetClasses("label", "even", "odd")
                .in(scratch.resolve(name));
        ResolvedJob job = Json.mapper().readValue(Files.readAllBytes(folder.job()), ResolvedJob.class);
        return Preparation.of(job, folder);
    }

    @Test
    void learnsTheVocabularyOfTheTrainingRowsOnly() throws Exception {
        Prepared data = prepared("one");

        Vocabulary vocabulary = ((TextEncoder) data.encoder()).vocabulary();
        assertThat(vocabulary.tokens().subList(0, 2)).containsExactlyInAnyOrder("row", "again");
        assertThat(vocabulary.tokens()).doesNotContain("n" + data.test().numbers()[0]);
        assertThat(data.train().rows()).isEqualTo(64);
        EncodedRows tested = data.test().features().gather(data.test().order(), 0, 1);
        assertThat(tested.values()[1]).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void leavesRowsWithoutTextOutAndSaysSo() throws Exception {
        Prepared data = prepared("one");

        assertThat(Arrays.stream(data.train().numbers())).allMatch(row -> row % 5 < 4);
        assertThat(data.notes()).anyMatch(note -> note.startsWith("left out 20 of 100 rows"));
    }

    @Test
    void tellsHowLongEachTextIs() throws Exception {
        Part train = prepared("one").train();

        EncodedRows rows = train.features().gather(train.order(), 0, train.rows());

        for (int row = 0; row < train.rows(); row++) {
            assertThat(rows.lengths()[row]).isEqualTo(Math.min(4, 2 + train.numbers()[row] % 3));
        }
    }

    @Test
    void givesTheSameTwice() throws Exception {
        Prepared one = prepared("one");
        Prepared two = prepared("two");

        assertThat(two.splitSha256()).isEqualTo(one.splitSha256());
        assertThat(two.encoder()).isEqualTo(one.encoder());
        assertThat(Files.readAllBytes(rows("two"))).isEqualTo(Files.readAllBytes(rows("one")));
    }

    private Path rows(String folder) {
        return new JobFolder(scratch.resolve(folder)).work().resolve("train.f32");
    }
}
