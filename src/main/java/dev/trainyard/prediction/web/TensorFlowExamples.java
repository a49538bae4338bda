package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What TensorFlow Serving's {@code classify} and {@code regress} read: examples as features by name. */
record TensorFlowExamples(
        @JsonProperty("signature_name") @Schema(example = "serving_default") @Nullable
        String signatureName,

        @Schema(description = "Features that all examples share.", example = "{\"rank\":3}") @Nullable
        Map<String, Object> context,

        @Schema(example = "[{\"gre\":380,\"gpa\":3.61}]") @Nullable @JsonDeserialize(as = Few.class)
        List<Map<String, Object>> examples) {

    private static final Set<String> CLASSIFY =
            Set.of("serving_default", "classification", "tensorflow/serving/classify");
    private static final Set<String> REGRESS = Set.of("serving_default", "regression", "tensorflow/serving/regress");

    /** Labels with their scores, for each example. */
    static List<Object> classified(Predicted predicted) {
        return predicted.predictions().stream()
                .map(prediction -> (Object) pairs(probabilities(prediction)))
                .toList();
    }

    private static Map<String, @Nullable Float> probabilities(Prediction prediction) {
        if (prediction instanceof Prediction.Category category) {
            return category.probabilities();
        }
        if (prediction instanceof Prediction.Labels labels) {
            return labels.probabilities();
        }
        throw InputTensor.malformed("this model tells no classes; ask it by ':regress' or ':predict'");
    }

    private static List<List<@Nullable Object>> pairs(Map<String, @Nullable Float> probabilities) {
        List<List<@Nullable Object>> pairs = new ArrayList<>();
        probabilities.forEach((label, score) -> {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(label);
            pair.add(score);
            pairs.add(pair);
        });
        return pairs;
    }

    /** A number for each example. */
    static List<@Nullable Object> regressed(Predicted predicted) {
        List<@Nullable Object> numbers = new ArrayList<>();
        for (Prediction prediction : predicted.predictions()) {
            if (!(prediction instanceof Prediction.Value value)) {
                throw InputTensor.malformed(
                        "this model tells something else than one number; ask it by ':classify' or ':predict'");
            }
            numbers.add(value.value());
        }
        return numbers;
    }

    List<?> toClassify(Signature signature) {
        return list(signature, CLASSIFY);
    }

    List<?> toRegress(Signature signature) {
        return list(signature, REGRESS);
    }

    /** The examples as the native call lists them. */
    private List<?> list(Signature signature, Set<String> names) {
        if (signatureName != null && !signatureName.isEmpty() && !names.contains(signatureName)) {
            throw Problem.notFound(
                    "there is no signature '%s' here; there is serving_default".formatted(signatureName));
        }
        if (signature.isOfSequences()) {
            throw InputTensor.malformed(
                    "this model reads sequences, which examples have no room for; ask it by ':predict'");
        }
        Few.check(examples);
        if (examples == null || examples.isEmpty()) {
            throw InputTensor.malformed("there are no examples");
        }
        return examples.stream().map(example -> example(example, signature)).toList();
    }

    private Object example(@Nullable Map<String, Object> given, Signature signature) {
        if (given == null) {
            throw InputTensor.malformed("examples holds null; each is an object of features");
        }
        Map<String, @Nullable Object> features = new LinkedHashMap<>();
        put(context == null ? Map.of() : context, features, signature);
        put(given, features, signature);
        return signature.isOfOne() ? only(features, signature) : features;
    }

    private static void put(Map<String, Object> given, Map<String, @Nullable Object> features, Signature signature) {
        given.forEach((name, value) -> {
            if (features.containsKey(name)) {
                throw InputTensor.malformed("'%s' is in context and in an example".formatted(name));
            }
            Object plain = TensorFlowValues.plain(value, signature);
            features.put(name, plain instanceof List<?> list && list.size() == 1 ? list.get(0) : plain);
        });
    }

    private static Object only(Map<String, @Nullable Object> features, Signature signature) {
        String name = signature.columns().get(0).name();
        Object feature = features.size() == 1 ? features.get(name) : null;
        if (feature == null) {
            throw InputTensor.malformed("an example has %s; it has '%s' alone".formatted(features.keySet(), name));
        }
        return feature;
    }
}
