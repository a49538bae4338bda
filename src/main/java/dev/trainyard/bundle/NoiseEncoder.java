package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a generator reads: noise, and behind it the class that is wanted, where it was told classes.
 *
 * @param latentSize how many numbers of noise
 * @param classes none when the generator was not told any
 */
@JsonTypeName("noise")
public record NoiseEncoder(int latentSize, List<String> classes) implements InputEncoder {

    public NoiseEncoder {
        classes = List.copyOf(classes);
    }

    @Override
    public Shape shape() {
        return Shape.of(latentSize + classes.size());
    }

    /** An encoded row as a caller would send it. */
    public Map<String, Object> row(float[] encoded, int at) {
        Map<String, Object> row = new LinkedHashMap<>();
        List<Float> noise = new ArrayList<>();
        for (int i = at; i < at + latentSize; i++) {
            noise.add(encoded[i]);
        }
        row.put("noise", noise);
        for (int i = 0; i < classes.size(); i++) {
            if (encoded[at + latentSize + i] > 0.5f) {
                row.put("label", classes.get(i));
            }
        }
        return row;
    }
}
