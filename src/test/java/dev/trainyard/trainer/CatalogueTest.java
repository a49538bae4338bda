package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer of the catalogue is three files of one name, and really trains, exports and serves. */
class CatalogueTest {

    static Stream<Map.Entry<String, Class<?>>> layers() {
        return ByTypeName.membersOf(Layer.class).entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void hasATrainerAndAnExportForEachLayer(Map.Entry<String, Class<?>> layer) throws Exception {
        String name = layer.getValue().getSimpleName();

        assertThat(Class.forName("dev.trainyard.trainer.dl4j." + name + "Dl4j")).isFinal();
        assertThat(Class.forName("dev.trainyard.trainer.onnx." + name + "Onnx")).isFinal();
    }

    /** An embedding reads numbers of tokens, which no other layer answers: texts are its test. */
    static Stream<Map.Entry<String, Class<?>>> layersOfNumbers() {
        return layers().filter(layer -> layer.getValue() != Embedding.class);
    }

    @ParameterizedTest
    @MethodSource("layersOfNumbers")
    void trainsExportsAndServesEachLayer(Map.Entry<String, Class<?>> layer, @TempDir Path scratch) throws Exception {
        String written = layer.getKey().equals("dense")
                ? "{\"type\":\"dense\",\"units\":4}"
                : "{\"type\":\"%s\"}".formatted(layer.getKey());
        JobFolder folder = TestJob.twoClasses(90)
                .layers("""
                        [{"type":"dense","units":6,"activation":"tanh"},%s,{"type":"dense"}]
                        """.formatted(written))
                .training("{\"epochs\":3}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
    }
}
