package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** Layers as they are tried: on the answers of a dense layer, brought to a shape; the layer's defaults where none is written. */
    private static final List<Trial> WRITTEN = List.of(
            new Trial("dense", "[6]", "{\"type\":\"dense\",\"units\":4}"),
            new Trial("dense", "[8,3]", "{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"}"),
            new Trial("dense", "[6,6,2]", "{\"type\":\"dense\",\"units\":4,\"activation\":\"relu\",\"useBias\":false}"),
            new Trial("activation", "[8,3]", "{\"type\":\"activation\",\"activation\":\"softmax\"}"),
            new Trial("activation", "[4,5,3]", "{\"type\":\"activation\",\"activation\":\"softmax\"}"),
            new Trial("batchNormalization", "[8,3]", "{\"type\":\"batchNormalization\"}"),
            new Trial("batchNormalization", "[6,6,2]", "{\"type\":\"batchNormalization\"}"),
            new Trial("dropout", "[6,6,2]", "{\"type\":\"dropout\"}"),
            new Trial("flatten", "[8,3]", "{\"type\":\"flatten\"}"),
            new Trial("flatten", "[6,5,2]", "{\"type\":\"flatten\"}"),
            new Trial("flatten", "[6,5,1]", "{\"type\":\"flatten\"}"),
            new Trial("flatten", "[2,3,4,5]", "{\"type\":\"flatten\"}"),
            new Trial("reshape", "[6,5,2]", "{\"type\":\"reshape\",\"targetShape\":[4,-1]}"),
            new Trial("reshape", "[8,3]", "{\"type\":\"reshape\",\"targetShape\":[2,4,3]}"),
            new Trial("reshape", "[2,3,4,5]", "{\"type\":\"reshape\",\"targetShape\":[3,8,5]}"),
            new Trial("permute", "[8,3]", "{\"type\":\"permute\",\"dims\":[2,1]}"),
            new Trial("permute", "[6,5,2]", "{\"type\":\"permute\",\"dims\":[2,3,1]}"),
            new Trial("permute", "[6,5,2]", "{\"type\":\"permute\",\"dims\":[3,1,2]}"),
            picture("conv2d", "\"filters\":3,\"kernelSize\":3,\"activation\":\"relu\""),
            picture(
                    "conv2d",
                    "\"filters\":3,\"kernelSize\":[2,4],\"strides\":[2,1],\"padding\":\"same\",\"useBias\":false"),
            picture("conv2d", "\"filters\":2,\"kernelSize\":[2,3],\"dilationRate\":2,\"padding\":\"same\""),
            picture("conv2d", "\"filters\":2,\"kernelSize\":[5,2],\"strides\":2"),
            series("conv1d", "\"filters\":4,\"kernelSize\":3,\"activation\":\"tanh\""),
            series("conv1d", "\"filters\":4,\"kernelSize\":4,\"strides\":3,\"padding\":\"same\",\"useBias\":false"),
            series("conv1d", "\"filters\":2,\"kernelSize\":2,\"dilationRate\":3"),
            series("conv1d", "\"filters\":3,\"kernelSize\":3,\"padding\":\"causal\",\"activation\":\"tanh\""),
            series("conv1d", "\"filters\":2,\"kernelSize\":2,\"dilationRate\":4,\"padding\":\"causal\""),
            series("conv1d", "\"filters\":2,\"kernelSize\":4,\"strides\":3,\"padding\":\"causal\""),
            picture("conv2dTranspose", "\"filters\":3,\"kernelSize\":[3,2],\"strides\":2"),
            picture(
                    "conv2dTranspose",
                    "\"filters\":3,\"kernelSize\":[4,3],\"strides\":2,\"padding\":\"same\",\"activation\":\"relu\""),
            picture("conv2dTranspose", "\"filters\":2,\"kernelSize\":3,\"padding\":\"same\",\"useBias\":false"),
            picture(
                    "separableConv2d",
                    "\"filters\":3,\"kernelSize\":[3,2],\"depthMultiplier\":2,\"activation\":\"relu\""),
            picture("separableConv2d", "\"filters\":4,\"strides\":2,\"padding\":\"same\",\"useBias\":false"),
            picture("depthwiseConv2d", "\"kernelSize\":[3,2],\"depthMultiplier\":2,\"activation\":\"relu\""),
            picture("depthwiseConv2d", "\"strides\":2,\"padding\":\"same\",\"useBias\":false"),
            picture("maxPooling2d", "\"poolSize\":2"),
            picture("maxPooling2d", "\"poolSize\":[3,2],\"strides\":[1,2],\"padding\":\"same\""),
            picture("averagePooling2d", "\"poolSize\":[2,3]"),
            picture("averagePooling2d", "\"poolSize\":3,\"strides\":2,\"padding\":\"same\""),
            series("maxPooling1d", "\"poolSize\":2"),
            series("maxPooling1d", "\"poolSize\":3,\"strides\":2,\"padding\":\"same\""),
            series("averagePooling1d", "\"poolSize\":3"),
            series("averagePooling1d", "\"poolSize\":4,\"strides\":3,\"padding\":\"same\""),
            picture("globalMaxPooling", null),
            series("globalMaxPooling", null),
            picture("globalAveragePooling", null),
            series("globalAveragePooling", null),
            picture("upSampling2d", "\"size\":[2,3]"),
            picture("zeroPadding2d", "\"padding\":[[1,2],[0,3]]"),
            picture("cropping2d", "\"cropping\":[[1,2],[0,1]]"),
            picture("gaussianNoise", null),
            picture("layerNormalization", null),
            series("layerNormalization", "\"center\":false"),
            new Trial("layerNormalization", "[6]", "{\"type\":\"layerNormalization\",\"scale\":false}"),
            picture("leakyRelu", null),
            picture("prelu", "\"alphaInitializer\":{\"type\":\"constant\",\"value\":0.2}"),
            picture("prelu", "\"sharedAxes\":[1,2],\"alphaInitializer\":{\"type\":\"constant\",\"value\":0.2}"),
            series("prelu", "\"sharedAxes\":[2]"),
            series("prelu", null),
            new Trial("prelu", "[6]", "{\"type\":\"prelu\"}"));

    private static Trial picture(String type, @Nullable String parameters) {
        return trial(type, "[6,5,2]", parameters);
    }

    private static Trial series(String type, @Nullable String parameters) {
        return trial(type, "[8,3]", parameters);
    }

    private static Trial trial(String type, String shape, @Nullable String parameters) {
        return new Trial(
                type, shape, "{\"type\":\"%s\"%s}".formatted(type, parameters == null ? "" : "," + parameters));
    }

    /** Those that read sequences. */
    private static final List<Trial> RECURRENT = List.of(
            new Trial("simpleRnn", "[8,3]", "{\"type\":\"simpleRnn\",\"units\":4}"),
            new Trial("simpleRnn", "[8,3]", "{\"type\":\"simpleRnn\",\"units\":4,\"activation\":\"linear\"}"),
            new Trial("lstm", "[8,3]", "{\"type\":\"lstm\",\"units\":4}"),
            new Trial("lstm", "[8,3]", "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":true}"),
            new Trial(
                    "lstm",
                    "[8,3]",
                    "{\"type\":\"lstm\",\"units\":4,\"activation\":\"softsign\",\"recurrentActivation\":\"hardSigmoid\"}"),
            new Trial("gru", "[8,3]", "{\"type\":\"gru\",\"units\":4}"),
            new Trial("gru", "[8,3]", "{\"type\":\"gru\",\"units\":4,\"returnSequences\":true,\"useBias\":false}"),
            new Trial("selfAttention", "[8,3]", "{\"type\":\"selfAttention\",\"numHeads\":2,\"keyDim\":4}"),
            new Trial("selfAttention", "[8,3]", "{\"type\":\"selfAttention\",\"keyDim\":3,\"useBias\":false}"),
            new Trial(
                    "timeDistributed",
                    "[8,3]",
                    "{\"type\":\"timeDistributed\",\"layer\":{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"}}"),
            new Trial("timeDistributed", "[3,4,2]", "{\"type\":\"timeDistributed\",\"layer\":{\"type\":\"flatten\"}}"),
            new Trial("lastTimeStep", "[8,3]", "{\"type\":\"lastTimeStep\"}"),
            new Trial("repeatVector", "[6]", "{\"type\":\"repeatVector\",\"n\":3}"),
            new Trial(
                    "bidirectional",
                    "[8,3]",
                    "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"lstm\",\"units\":4,\"returnSequences\":true}}"),
            new Trial(
                    "bidirectional",
                    "[8,3]",
                    "{\"type\":\"bidirectional\",\"mergeMode\":\"ave\",\"layer\":{\"type\":\"gru\",\"units\":4}}"),
            new Trial(
                    "bidirectional",
                    "[8,3]",
                    "{\"type\":\"bidirectional\",\"mergeMode\":\"mul\",\"layer\":{\"type\":\"simpleRnn\",\"units\":4,\"returnSequences\":true}}"));

    /** Embeddings read numbers of tokens, and joining layers several nodes: texts and graphs are their tests. */
    private static final Set<String> TRIED_ELSEWHERE =
            Set.of("embedding", "add", "multiply", "subtract", "average", "maximum", "concatenate");

    private record Trial(String type, String shape, String layer) {

        /** A network around it, from a row to two classes. */
        String network() {
            int units = Stream.of(shape.substring(1, shape.length() - 1).split(","))
                    .mapToInt(Integer::parseInt)
                    .reduce(1, Math::multiplyExact);
            String reshape = shape.contains(",") ? "{\"type\":\"reshape\",\"targetShape\":%s},".formatted(shape) : "";
            return """
                    [{"type":"dense","units":%d,"activation":"tanh"},%s%s,{"type":"flatten"},{"type":"dense"}]
                    """.formatted(units, reshape, layer);
        }

        @Override
        public String toString() {
            return "%s on %s".formatted(layer, shape);
        }
    }

    static Stream<Trial> trials() {
        List<Trial> all = Stream.concat(WRITTEN.stream(), RECURRENT.stream()).toList();
        Set<String> written = all.stream().map(Trial::type).collect(Collectors.toSet());
        return Stream.concat(
                all.stream(),
                ByTypeName.membersOf(Layer.class).keySet().stream()
                        .filter(type -> !written.contains(type) && !TRIED_ELSEWHERE.contains(type))
                        .map(type -> new Trial(type, "[6]", "{\"type\":\"%s\"}".formatted(type))));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void trainsExportsAndServesEachLayer(Trial trial, @TempDir Path scratch) throws Exception {
        JobFolder folder = TestJob.twoClasses(90)
                .layers(trial.network())
                .training("{\"epochs\":4,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01}}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(4).get("train/loss")).isLessThan(run.epoch(0).get("train/loss"));
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
    }
}
