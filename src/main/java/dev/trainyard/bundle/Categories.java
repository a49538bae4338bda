package dev.trainyard.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A column of names, each of which becomes numbers. */
public interface Categories {

    String name();

    List<String> categories();

    /** How many numbers one cell becomes. */
    int width();

    /** Writes a cell into {@code row} from {@code at}; a place below 0 is a missing cell. */
    void encode(int place, float[] row, int at);

    /** Each category's place. */
    default Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        categories().forEach(category -> places.put(category, places.size()));
        return places;
    }
}
