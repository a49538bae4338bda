package dev.trainyard.dataset.reader;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Targets of the fuzzer Jazzer. A build reads the inputs that lie beside it as resources, one test each; with {@code
 * JAZZER_FUZZ=1} in the environment it looks for more.
 */
class FuzzedInputsTest {

    @FuzzTest(maxDuration = "1m")
    void archive(byte[] bytes) {
        Fuzzing.ArchiveTarget.fuzzerTestOneInput(bytes);
        Fuzzing.IdxTarget.fuzzerTestOneInput(bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void idx(byte[] bytes) {
        Fuzzing.IdxTarget.fuzzerTestOneInput(bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void picture(byte[] bytes) {
        Fuzzing.PictureTarget.fuzzerTestOneInput(bytes);
    }
}
