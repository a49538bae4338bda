package dev.trainyard.trainer.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a column that holds few different words, a byte each: what is learned is looked up several times. */
final class Words {

    private static final int MOST = 255;

    /** 0 where the cell is missing. */
    private final byte[] numbers;

    private final Map<String, Byte> places = new HashMap<>();
    private final List<@Nullable String> words = new ArrayList<>();
    private boolean few = true;

    Words(int rows) {
        this.numbers = new byte[rows];
        words.add(null);
    }

    /** Once there are more different words than a byte can tell apart, nothing more is kept. */
    void set(int row, @Nullable String word) {
        if (few && word != null) {
            Byte place = places.get(word);
            numbers[row] = place == null ? added(word) : place;
        }
    }

    private byte added(String word) {
        byte place = (byte) words.size();
        few = words.size() <= MOST;
        words.add(word);
        places.put(word, place);
        return place;
    }

    boolean areFew() {
        return few;
    }

    void forEach(TypedRows.RowReader reader) {
        @Nullable Object[] cells = new @Nullable Object[1];
        for (int row = 0; row < numbers.length; row++) {
            cells[0] = words.get(numbers[row] & 0xff);
            reader.row(row, cells);
        }
    }
}
