package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.ByTypeName;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** Turns what a caller has into the network's input. Training and serving use this same code, so they cannot drift apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type", defaultImpl = FeatureEncoder.class)
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface InputEncoder
        permits FeatureEncoder,
                PictureEncoder,
                DegradedEncoder,
                SequenceEncoder,
                ClipEncoder,
                TextEncoder,
                BagEncoder,
                NoiseEncoder,
                PrefixedEncoder {

    /** The shape of one encoded example. */
    @JsonIgnore
    Shape shape();

    /** How many numbers an encoded example has. */
    @JsonIgnore
    default int width() {
        return Math.toIntExact(shape().size());
    }
}
