package dev.trainyard.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import onnx.OnnxMl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.UnknownFieldSet;

class OnnxModelTest {

    private static final float[][] ROWS = {{0.3f, -1.2f}, {2.5f, 0.1f}, {-3f, -0.4f}, {0f, 6f}};

    @Test
    void writesWhatTheReferenceClassesRead() throws Exception {
        ResolvedJob job = job("relu");
        NamedArrays parameters = InitialParameters.of(job);

        OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(OnnxModel.of(job, parameters, Map.of("task", "x")));

        assertThat(model.getUnknownFields()).isEqualTo(UnknownFieldSet.getDefaultInstance());
        assertThat(model.getIrVersion()).isEqualTo(10);
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(18);
        assertThat(model.getMetadataProps(0).getKey()).isEqualTo("task");
        OnnxMl.GraphProto graph = model.getGraph();
        assertThat(graph.getNodeList().stream().map(OnnxMl.NodeProto::getOpType))
                .containsExactly("Gemm", "Relu", "Gemm", "Identity");
        assertThat(graph.getInitializer(0).getName()).isEqualTo("dense_0/kernel");
        assertThat(graph.getInitializer(0).getDimsList()).isEqualTo(List.of(2L, 5L));
        assertThat(graph.getInitializer(0).getRawData().size()).isEqualTo(40);
        assertThat(graph.getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(1)
                        .getDimValue())
                .isEqualTo(2);
        assertThat(graph.getOutput(0).getName()).isEqualTo("output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear",
                "sigmoid",
                "tanh",
                "softmax",
                "relu",
                "leakyRelu",
                "elu",
                "selu",
                "softplus",
                "softsign",
                "hardSigmoid",
                "swish",
                "gelu",
                "mish"
            })
    void answersAsTheEngineDoes(String activation, @TempDir Path scratch) throws Exception {
        ResolvedJob job = job(activation);
        NamedArrays parameters = InitialParameters.of(job);
        Path file = Files.write(scratch.resolve("model.onnx"), OnnxModel.of(job, parameters, Map.of()));

        float[][] served = Served.answers(file, ROWS);

        try (Engine engine =
                ServiceLoader.load(EngineMaker.class).findFirst().orElseThrow().make(job, parameters)) {
            float[] trained = engine.predict(new EncodedRows(ROWS.length, flat(ROWS)));
            for (int row = 0; row < ROWS.length; row++) {
                assertThat((double) served[row][0])
                        .isCloseTo(
                                trained[row],
                                org.assertj.core.data.Offset.offset(2e-6 * Math.max(1, Math.abs(trained[row]))));
            }
        }
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    private static ResolvedJob job(String activation) {
        return TestJob.on("")
                .numeric("a", "b")
                .targetValues("y")
                .layers("""
                        [{"type":"dense","units":5,"activation":"%s"},{"type":"dense"}]
                        """.formatted(activation))
                .resolved();
    }
}
