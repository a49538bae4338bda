package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.EncodedRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowPreparationTest {

    private static final String ALPHABET = "SELECT 'abcdefghijklmnopqrstuvwxyz' || chr(10) AS text FROM range(10) r(i)";

    @TempDir
    private Path scratch;

    private Prepared prepared(String sql, int length, int stride) throws Exception {
        return prepared(sql, "{}", length, stride);
    }

    private Prepared prepared(String sql, String preprocessing, int length, int stride) throws Exception {
        JobFolder folder = TestJob.on(sql)
                .preprocessing(preprocessing)
                .textWindows("text", 40, length, stride)
                .layers("[{\"type\":\"embedding\",\"inputDim\":40},{\"type\":\"dense\",\"units\":40}]")
                .in(scratch);
        return Preparation.of(Json.mapper().readValue(Files.readAllBytes(folder.job()), ResolvedJob.class), folder);
    }

    private static String text(Prepared data, float[] numbers) {
        int[] whole = new int[numbers.length];
        Arrays.setAll(whole, i -> (int) numbers[i]);
        return new Tokenizer(((TextEncoder) data.encoder()).vocabulary()).text(whole);
    }

    @Test
    void cutsWindowsWhoseTargetsAreTheNextTokens() throws Exception {
        Prepared data = prepared(ALPHABET, 8, 5);

        EncodedRows inputs = data.train().features().gather(data.train().order(), 1, 2);
        EncodedRows targets = data.train().targets().gather(data.train().order(), 1, 2);

        assertThat(text(data, inputs.values())).isEqualTo("fghijklm");
        float[] next = new float[8];
        for (int step = 0; step < 8; step++) {
            while (targets.values()[step * 40 + (int) next[step]] == 0) {
                next[step]++;
            }
        }
        assertThat(text(data, next)).isEqualTo("ghijklmn");
        assertThat(data.train().features().steps()).isEqualTo(8);
    }

    @Test
    void measuresTheEndOfTheTextAndLearnsItsBeginning() throws Exception {
        Prepared data = prepared(ALPHABET, 8, 8);

        assertThat(data.train().numbers()[data.train().rows() - 1] + 8).isLessThan(216);
        assertThat(data.validation().numbers()[0]).isEqualTo(216);
        assertThat(data.test().numbers()[0]).isEqualTo(243);
        assertThat(data.test().numbers()[data.test().rows() - 1] + 8).isLessThan(270);
    }

    @Test
    void leavesRowsWithoutATextOutWhenAsked() throws Exception {
        String sql = "SELECT CASE WHEN i IN (3, 5) THEN NULL ELSE 'ann' END AS text FROM range(30) r(i)";
        Prepared data = prepared(sql, "{\"badRows\":\"leave-out\"}", 8, 8);

        EncodedRows inputs = data.train().features().gather(data.train().order(), 1, 2);

        assertThat(text(data, inputs.values())).isEqualTo("ann\nann\n");
        assertThat(data.notes()).contains("left out rows 3, 5 of the train part: there is no text");
    }

    @Test
    void putsTheEndOfALineBehindTextsOfTheirOwn() throws Exception {
        Prepared data = prepared("SELECT 'ann' AS text FROM range(30) r(i)", 8, 8);

        EncodedRows inputs = data.train().features().gather(data.train().order(), 0, 1);

        assertThat(text(data, inputs.values())).isEqualTo("ann\nann\n");
    }

    @Test
    void takesExamplesFromWhereTheTextBegins() throws Exception {
        Prepared data = prepared("SELECT repeat(chr(10), 100) || repeat('ann ', 50) AS text", 4, 1);

        assertThat(data.examples()).hasSize(8).startsWith("\n\n\na");
        assertThat(data.encodedExamples().rows()).isEqualTo(8);
    }

    @Test
    void refusesATextThatIsShorterThanAWindow() {
        assertThatThrownBy(() -> prepared("SELECT 'ann' AS text", 8, 8))
                .isInstanceOfSatisfying(JobFailed.class, failed -> {
                    assertThat(failed.code()).isEqualTo("data_invalid");
                })
                .hasMessageContaining("a window takes 8");
    }
}
