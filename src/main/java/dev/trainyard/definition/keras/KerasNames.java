package dev.trainyard.definition.keras;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keras' names and ours. */
final class KerasNames {

    /** Classes whose name is not ours with a small first letter. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("Conv1D", "conv1d"),
            Map.entry("Conv2D", "conv2d"),
            Map.entry("Convolution1D", "conv1d"),
            Map.entry("Convolution2D", "conv2d"),
            Map.entry("Conv2DTranspose", "conv2dTranspose"),
            Map.entry("SeparableConv2D", "separableConv2d"),
            Map.entry("DepthwiseConv2D", "depthwiseConv2d"),
            Map.entry("MaxPooling1D", "maxPooling1d"),
            Map.entry("MaxPooling2D", "maxPooling2d"),
            Map.entry("MaxPool2D", "maxPooling2d"),
            Map.entry("AveragePooling1D", "averagePooling1d"),
            Map.entry("AveragePooling2D", "averagePooling2d"),
            Map.entry("GlobalMaxPooling1D", "globalMaxPooling"),
            Map.entry("GlobalMaxPooling2D", "globalMaxPooling"),
            Map.entry("GlobalAveragePooling1D", "globalAveragePooling"),
            Map.entry("GlobalAveragePooling2D", "globalAveragePooling"),
            Map.entry("UpSampling2D", "upSampling2d"),
            Map.entry("ZeroPadding2D", "zeroPadding2d"),
            Map.entry("Cropping2D", "cropping2d"),
            Map.entry("SimpleRNN", "simpleRnn"),
            Map.entry("LSTM", "lstm"),
            Map.entry("GRU", "gru"),
            Map.entry("LeakyReLU", "leakyRelu"),
            Map.entry("PReLU", "prelu"));

    /** Layers of ours that Keras has not. */
    private static final Set<String> OWN = Set.of("lastTimeStep", "selfAttention");

    /** Layers that are an activation function and nothing else. */
    private static final Map<String, String> FUNCTIONS = Map.of("ReLU", "relu", "ELU", "elu", "Softmax", "softmax");

    private static final Map<String, String> ALTERNATIVES = Map.ofEntries(
            Map.entry("Lambda", "the layers that do the same, or preprocessing.derived for features made of columns"),
            Map.entry("Rescaling", "preprocessing.images of the job"),
            Map.entry("Normalization", "preprocessing.numeric of the job"),
            Map.entry("CategoryEncoding", "preprocessing.categorical of the job"),
            Map.entry("StringLookup", "preprocessing.categorical of the job"),
            Map.entry("TextVectorization", "text of the job"),
            Map.entry("RandomFlip", "augmentation in the job"),
            Map.entry("RandomRotation", "augmentation in the job"),
            Map.entry("MultiHeadAttention", "selfAttention"),
            Map.entry("Attention", "selfAttention"),
            Map.entry("Minimum", "maximum of what is multiplied by -1"),
            Map.entry("Dot", "multiply"),
            Map.entry("SpatialDropout1D", "dropout"),
            Map.entry("SpatialDropout2D", "dropout"),
            Map.entry("AlphaDropout", "dropout"),
            Map.entry("ActivityRegularization", "training.regularization of the job"),
            Map.entry("GroupNormalization", "layerNormalization"),
            Map.entry("UnitNormalization", "layerNormalization"),
            Map.entry("Conv3D", "timeDistributed around conv2d"),
            Map.entry("ConvLSTM2D", "timeDistributed around conv2d, and lstm behind it"),
            Map.entry("LocallyConnected2D", "conv2d"),
            Map.entry("TFOpLambda", "the layers that do the same"),
            Map.entry("SlicingOpLambda", "the layers that do the same"));

    /** Layers that do nothing here, because it is done anyway. */
    private static final Map<String, String> NEEDLESS = Map.of(
            "Masking", "padding is always masked",
            "InputLayer", "the input is known from the data");

    private static final Map<String, String> ACTIVATIONS = Map.ofEntries(
            Map.entry("linear", "linear"),
            Map.entry("sigmoid", "sigmoid"),
            Map.entry("tanh", "tanh"),
            Map.entry("softmax", "softmax"),
            Map.entry("relu", "relu"),
            Map.entry("leaky_relu", "leakyRelu"),
            Map.entry("elu", "elu"),
            Map.entry("selu", "selu"),
            Map.entry("softplus", "softplus"),
            Map.entry("softsign", "softsign"),
            Map.entry("hard_sigmoid", "hardSigmoid"),
            Map.entry("swish", "swish"),
            Map.entry("silu", "swish"),
            Map.entry("gelu", "gelu"),
            Map.entry("mish", "mish"));

    private static final Map<String, String> ACTIVATION_NOTES = Map.of(
            "leaky_relu", "leakyRelu has a slope of 0.01 here",
            "hard_sigmoid", "hardSigmoid is clip(0.2 x + 0.5, 0, 1) here, as in Keras 2",
            "gelu", "gelu is x sigmoid(1.702 x) here, an approximation");

    private static final Map<String, String> INITIALIZERS = Map.of(
            "RandomNormal",
            "normal",
            "TruncatedNormal",
            "truncatedNormal",
            "RandomUniform",
            "uniform",
            "OrthogonalInitializer",
            "orthogonal");

    private KerasNames() {}

    /** What a class would be called here, offered or not. */
    static String type(String className) {
        return TYPES.getOrDefault(className, lower(className));
    }

    static String lower(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    static Map<String, String> functions() {
        return FUNCTIONS;
    }

    static Map<String, String> alternatives() {
        return ALTERNATIVES;
    }

    static Map<String, String> needless() {
        return NEEDLESS;
    }

    static Map<String, String> activations() {
        return ACTIVATIONS;
    }

    static Map<String, String> activationNotes() {
        return ACTIVATION_NOTES;
    }

    /** What a field of a class is called here. */
    static String field(String className, String field) {
        return className.equals("LeakyReLU") && field.equals("alpha") ? "negativeSlope" : camel(field);
    }

    /** Whether Keras has a layer of a type of ours. */
    static boolean isInKeras(String type) {
        return !OWN.contains(type);
    }

    /** The classes that can be taken over. */
    static Set<String> classNames() {
        Stream<String> here = ByTypeName.membersOf(Layer.class).keySet().stream()
                .filter(KerasNames::isInKeras)
                .map(KerasNames::className);
        return Stream.of(here, TYPES.keySet().stream(), FUNCTIONS.keySet().stream())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    static String initializer(String className) {
        return INITIALIZERS.getOrDefault(className, lower(className));
    }

    /** Keras' class of a type of ours. */
    static String className(String type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type)
                        && !entry.getKey().startsWith("Convolution")
                        && !entry.getKey().equals("MaxPool2D"))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseGet(() -> type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1));
    }

    static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (char c : snake.toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}
